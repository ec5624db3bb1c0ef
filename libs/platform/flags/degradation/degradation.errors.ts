import { defineProblems, problem } from '#platform/problems';

export const degradationProblems = defineProblems('platform/flags', {
  overloaded: problem(503, 'Overloaded', 'Surcharge', {
    en: 'The service is overloaded and refuses less important requests for now. Try again in {seconds} seconds.',
    fr: 'Le service est surchargé et refuse pour l’instant les requêtes moins prioritaires. Réessayez dans {seconds} secondes.',
  }),
});
