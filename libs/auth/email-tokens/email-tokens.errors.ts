import { defineProblems, problem } from '#platform/problems';

export const emailTokensProblems = defineProblems('auth', {
  email_token_invalid: problem(400, 'The link does not work', 'Ce lien ne fonctionne pas', {
    en: 'The link was already used, has expired, or was copied incompletely. Ask for a new mail and open its link.',
    fr: 'Ce lien a déjà servi, a expiré, ou n’a pas été copié en entier. Demandez un nouveau message et ouvrez son lien.',
  }),
});
