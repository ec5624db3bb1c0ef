import { defineProblems, problem } from '#platform/problems';

export const registrationProblems = defineProblems('auth', {
  registration_by_invitation: problem(403, 'By invitation', 'Sur invitation', {
    en: 'Only invited people may join here. Ask an administrator for an invitation and open its link.',
    fr: 'L’inscription n’est possible ici que sur invitation. Demandez une invitation à un administrateur et ouvrez son lien.',
  }),
  registration_closed: problem(403, 'Registration is closed', 'Inscriptions fermées', {
    en: 'You cannot register here yourself: an administrator creates the accounts. Ask the operator of this service for one.',
    fr: 'Vous ne pouvez pas vous inscrire ici vous-même : un administrateur crée les comptes. Demandez-en un au responsable de ce service.',
  }),
});
