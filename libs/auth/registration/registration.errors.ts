import { defineProblems } from '#platform/problems';

export const registrationProblems = defineProblems('auth', {
  registration_by_invitation: {
    status: 403,
    title: { en: 'By invitation', fr: 'Sur invitation' },
    detail: {
      en: 'Only those who are invited may join here. Ask an administrator for an invitation and open its link.',
      fr: 'On n’entre ici que sur invitation. Demandez une invitation à un administrateur et ouvrez son lien.',
    },
  },
  registration_closed: {
    status: 403,
    title: { en: 'Registration is closed', fr: 'Inscriptions fermées' },
    detail: {
      en: 'Nobody registers here by themselves: accounts are made for their users. Ask whoever runs this service for yours.',
      fr: 'Personne ne s’inscrit ici : les comptes sont créés pour leurs utilisateurs. Demandez le vôtre au responsable de ce service.',
    },
  },
});
