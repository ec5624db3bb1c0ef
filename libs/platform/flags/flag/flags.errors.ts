import { defineProblems, problem } from '#platform/problems';

export const flagProblems = defineProblems('platform/flags', {
  feature_disabled: problem(404, 'Feature disabled', 'Fonctionnalité désactivée', {
    en: 'The feature {flag} is turned off for this tenant or user. Ask the operator to turn it on.',
    fr: 'La fonctionnalité {flag} est désactivée pour ce locataire ou cet utilisateur. Demandez à l’exploitant de l’activer.',
  }),
  flag_not_found: problem(404, 'Flag not found', 'Drapeau introuvable', {
    en: 'There is no flag named {flag}. GET /v1/platform/flags lists those that exist.',
    fr: 'Aucun drapeau ne s’appelle {flag}. GET /v1/platform/flags donne la liste de ceux qui existent.',
  }),
  flag_list_full: problem(422, 'List of the flag full', 'Liste du drapeau pleine', {
    en: 'A flag names {most} tenants and {most} users in each of its lists at most. Use a rule by plan, or a percentage.',
    fr: 'Un drapeau nomme au plus {most} locataires et {most} utilisateurs dans chacune de ses listes. Utilisez une règle par formule, ou un pourcentage.',
  }),
  flag_without_users: problem(
    422,
    'No users where the flag is asked for',
    'Aucun utilisateur là où le drapeau est demandé',
    {
      en: 'The flag {flag} guards a route that is open to everyone, where no user is known and readers share answers. Give it rules by tenant, plan or environment, or a percentage of tenants.',
      fr: 'Le drapeau {flag} protège une route ouverte à tous, où aucun utilisateur n’est connu et où les lecteurs partagent les réponses. Donnez-lui des règles par locataire, formule ou environnement, ou un pourcentage de locataires.',
    },
  ),
});
