import { defineProblems, problem } from '#platform/problems';

export const campusProblems = defineProblems('campus', {
  no_campus_scope: problem(403, 'Neither student, professor nor staff', 'Ni étudiant, ni professeur, ni personnel', {
    en: 'This account is not that of a student, a professor or a member of the staff. Ask an admin to link it. API keys reach the routes of admins alone.',
    fr: 'Ce compte n’est celui d’aucun étudiant, professeur ou membre du personnel. Demandez à un administrateur de le relier. Les clés d’API n’atteignent que les routes des administrateurs.',
  }),
});
