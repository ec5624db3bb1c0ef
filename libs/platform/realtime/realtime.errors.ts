import { defineProblems, problem } from '#platform/problems';

export const realtimeProblems = defineProblems('platform/realtime', {
  event_streams_full: problem(429, 'Too many event streams', 'Trop de flux d’événements', {
    en: 'You have {yours} open event streams on this server; one user, key or address may have {mostOfOne}. The server has {all} of at most {most}. Close a stream that you no longer need, or poll instead.',
    fr: 'Vous avez {yours} flux d’événements ouverts sur ce serveur ; un utilisateur, une clé ou une adresse peut en avoir {mostOfOne}. Le serveur en a {all} sur {most} au plus. Fermez un flux dont vous n’avez plus besoin, ou interrogez périodiquement.',
  }),
});
