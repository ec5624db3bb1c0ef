import { defineProblems } from '#platform/problems';

export const streamsProblems = defineProblems('platform/streams', {
  operation_streams_full: {
    status: 429,
    title: { en: 'Too many event streams', fr: 'Trop de flux d’événements' },
    detail: {
      en: 'You have {yours} event streams open on this server, of {mostOfOne} that one user or key may have; it serves {all} of {most} in all. Close one that you need no longer, or ask now and then for what you follow instead.',
      fr: 'Vous avez {yours} flux d’événements ouverts sur ce serveur, sur {mostOfOne} par utilisateur ou par clé ; il en sert {all} sur {most} en tout. Fermez-en un dont vous n’avez plus besoin, ou interrogez de temps en temps ce que vous suivez.',
    },
  },
});
