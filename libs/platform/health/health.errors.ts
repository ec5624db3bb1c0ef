import { defineProblems } from '#platform/problems';

export const healthProblems = defineProblems('platform/health', {
  not_ready: {
    status: 503,
    title: { en: 'Not ready', fr: 'Pas prêt' },
    detail: {
      en: 'This process takes no requests now: {reasons}. Send them to another one, or ask again in a second.',
      fr: 'Ce processus ne prend pas de requêtes pour le moment : {reasons}. Adressez-les à un autre, ou redemandez dans une seconde.',
    },
  },
});
