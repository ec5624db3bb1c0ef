import { declareDegradation } from '#platform/degradation';

export const newRosters = declareDegradation('campus.rosters', {
  from: 3,
  what: {
    en: 'Rosters of students wait in their queue.',
    fr: 'Les listes d’étudiants attendent dans leur file.',
  },
});
