import { defineProblems, problem } from '#platform/problems';

export const tenantsProblems = defineProblems('tenants', {
  invalid_tenant: problem(400, 'Invalid tenant', 'Locataire invalide', {
    en: 'Some values are not accepted for a tenant. Correct those that errors[] lists and try again.',
    fr: 'Certaines valeurs ne sont pas acceptées pour un locataire. Corrigez celles que liste errors[] puis réessayez.',
  }),
  tenant_slug_taken: problem(409, 'Slug already taken', 'Identifiant déjà pris', {
    en: 'Another tenant has or had the slug {slug}. Choose another: a slug is never given to a second tenant.',
    fr: 'Un autre locataire a ou a eu l’identifiant {slug}. Choisissez-en un autre : un identifiant n’est jamais donné à un second locataire.',
  }),
  tenant_deleted: problem(409, 'Tenant deleted', 'Locataire supprimé', {
    en: 'The tenant {slug} is {state}. While it is deleting, undelete it first; once its purge has begun it cannot be restored.',
    fr: 'Le locataire {slug} est dans l’état {state}. Tant qu’il est en suppression (deleting), annulez d’abord la suppression ; une fois la purge commencée, il ne peut plus être restauré.',
  }),
  tenant_not_deleted: problem(409, 'Tenant not deleted', 'Locataire non supprimé', {
    en: 'The tenant {slug} is {state}, and only a deleted tenant can be purged. Delete it first; if it is already purged, read its receipt.',
    fr: 'Le locataire {slug} est dans l’état {state}, et seul un locataire supprimé peut être purgé. Supprimez-le d’abord ; s’il est déjà purgé, lisez son reçu.',
  }),
  purge_not_found: problem(404, 'No purge', 'Aucune purge', {
    en: 'The tenant {slug} was never purged. A purge begins when the grace period of a deleted tenant is over, or when you request it.',
    fr: 'Le locataire {slug} n’a jamais été purgé. Une purge commence à la fin du délai de grâce d’un locataire supprimé, ou à votre demande.',
  }),
  purge_incomplete: problem(409, 'Purge incomplete', 'Purge incomplète', {
    en: 'Rows are left in {tables}, which no purge deletes. Declare these tables with declareTable in a migration, or find what still writes to them; the purge is retried automatically.',
    fr: 'Il reste des lignes dans {tables}, qu’aucune purge ne supprime. Déclarez ces tables avec declareTable dans une migration, ou cherchez ce qui y écrit encore ; la purge reprend automatiquement.',
  }),
});
