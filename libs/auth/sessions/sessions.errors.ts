import { defineProblems } from '#platform/problems';

export const sessionsProblems = defineProblems('auth', {
  session_not_found: {
    status: 404,
    title: { en: 'Session not found', fr: 'Session introuvable' },
    detail: {
      en: 'You have no session {id} that is open. GET /v1/me/sessions lists those that are.',
      fr: 'Vous n’avez aucune session ouverte {id}. GET /v1/me/sessions liste celles qui le sont.',
    },
  },
});
