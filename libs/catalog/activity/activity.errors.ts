import { defineProblems, problem } from '#platform/problems';

export const activityProblems = defineProblems('catalog', {
  period_invalid: problem(400, 'No such period', 'Cette période n’existe pas', {
    en: 'Give from and to as days of the calendar, from not after to, and at most {most} days in all.',
    fr: 'Donnez from et to comme jours du calendrier, from au plus tard à to, et {most} jours au plus en tout.',
  }),
});
