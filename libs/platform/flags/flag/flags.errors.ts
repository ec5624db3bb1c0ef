import { defineProblems, problem } from '#platform/problems';

export const flagProblems = defineProblems('platform/flags', {
  feature_disabled: problem(404, 'Feature disabled', 'Fonctionnalité désactivée', {
    en: 'The feature {flag} is turned off for this tenant. Ask the operator to turn it on.',
    fr: 'La fonctionnalité {flag} est désactivée pour ce locataire. Demandez à l’exploitant de l’activer.',
  }),
  flag_not_found: problem(404, 'Flag not found', 'Drapeau introuvable', {
    en: 'There is no flag named {flag}. GET /v1/platform/flags lists those that exist.',
    fr: 'Aucun drapeau ne s’appelle {flag}. GET /v1/platform/flags donne la liste de ceux qui existent.',
  }),
});
