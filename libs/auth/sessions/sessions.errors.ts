import { defineProblems, problem } from '#platform/problems';

export const sessionsProblems = defineProblems('auth', {
  session_not_found: problem(404, 'Session not found', 'Session introuvable', {
    en: 'You have no active session {id}. List your sessions with GET /v1/me/sessions.',
    fr: 'Vous n’avez pas de session {id} active. Listez vos sessions avec GET /v1/me/sessions.',
  }),
});
