import { defineProblems, problem } from '#platform/problems';

/** The refusals of a tenant that cannot be served. */
export const tenancyProblems = defineProblems('platform/tenancy', {
  tenant_not_found: problem(404, 'Unknown tenant', 'Locataire inconnu', {
    en: 'There is no tenant {slug}. Check the slug: it never changes after the tenant was created.',
    fr: 'Le locataire {slug} n’existe pas. Vérifiez cet identifiant : il ne change jamais après la création du locataire.',
  }),
  tenant_suspended: problem(403, 'Suspended tenant', 'Locataire suspendu', {
    en: 'The tenant {slug} is suspended and serves nothing for now. Ask the operator of this server to resume it.',
    fr: 'Le locataire {slug} est suspendu et ne répond plus pour le moment. Demandez à l’exploitant de ce serveur de le rétablir.',
  }),
});
