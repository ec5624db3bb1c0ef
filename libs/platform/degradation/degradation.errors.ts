import { defineProblems, problem } from '#platform/problems';

export const degradationProblems = defineProblems('platform/degradation', {
  overloaded: problem(503, 'Overloaded', 'Surcharge', {
    en: 'The service is overloaded and refuses less important requests for now. Try again in {seconds} seconds.',
    fr: 'Le service est surchargé et refuse pour l’instant les requêtes moins prioritaires. Réessayez dans {seconds} secondes.',
  }),
  tenant_overloads: problem(503, 'Too much work of this tenant', 'Trop de travail de cet espace', {
    en: 'Work of this tenant slows the service down for all, so its less important requests are refused for now. Try again in {seconds} seconds.',
    fr: 'Le travail de cet espace ralentit le service pour tous : ses requêtes moins prioritaires sont refusées pour l’instant. Réessayez dans {seconds} secondes.',
  }),
  degraded: problem(503, 'Reduced service', 'Service réduit', {
    en: 'The service is overloaded and begins no new work of this kind for now. What is there already is still given out. Try again in {seconds} seconds.',
    fr: 'Le service est surchargé et ne commence pour l’instant aucun nouveau travail de ce type. Ce qui existe déjà reste disponible. Réessayez dans {seconds} secondes.',
  }),
});
