import { defineProblems } from '#platform/problems';

export const degradationProblems = defineProblems('platform/flags', {
  overloaded: {
    status: 503,
    title: { en: 'Overloaded', fr: 'Surcharge' },
    detail: {
      en: 'The service keeps its strength for what is vital and refuses this for now. Try again in {seconds} seconds.',
      fr: 'Le service réserve ses forces à l’essentiel et refuse cette demande pour l’instant. Réessayez dans {seconds} secondes.',
    },
  },
});
