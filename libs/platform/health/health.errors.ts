import { defineProblems, problem } from '#platform/problems';

export const healthProblems = defineProblems('platform/health', {
  not_ready: problem(503, 'Not ready', 'Pas prêt', {
    en: 'This process accepts no requests now: {reasons}. Send them to another process, or try again in a second.',
    fr: 'Ce processus n’accepte pas de requêtes pour le moment : {reasons}. Adressez-les à un autre processus, ou réessayez dans une seconde.',
  }),
});
