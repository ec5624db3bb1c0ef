import { defineProblems } from '#platform/problems';

export const tenantsProblems = defineProblems('tenants', {
  invalid_tenant: {
    status: 400,
    title: { en: 'Invalid tenant', fr: 'Locataire invalide' },
    en: 'Some values are not accepted for a tenant. Correct those that errors[] lists and try again.',
    fr: 'Certaines valeurs ne sont pas acceptées pour un locataire. Corrigez celles que liste errors[] puis réessayez.',
  },
  tenant_slug_taken: {
    status: 409,
    title: { en: 'Slug already taken', fr: 'Identifiant déjà pris' },
    en: 'Another tenant has or had the slug {slug}. Choose another: a slug is never given to a second tenant.',
    fr: 'Un autre locataire a ou a eu l’identifiant {slug}. Choisissez-en un autre : un identifiant n’est jamais donné à un second locataire.',
  },
  tenant_deleted: {
    status: 409,
    title: { en: 'Tenant deleted', fr: 'Locataire supprimé' },
    en: 'The tenant {slug} is {state}. While it is deleting, undelete it first; once its purge has begun it cannot be restored.',
    fr: 'Le locataire {slug} est dans l’état {state}. Tant qu’il est en suppression (deleting), annulez d’abord la suppression ; une fois la purge commencée, il ne peut plus être restauré.',
  },
  tenant_not_deleted: {
    status: 409,
    title: { en: 'Tenant not deleted', fr: 'Locataire non supprimé' },
    en: 'The tenant {slug} is {state}, and only a deleted tenant can be purged. Delete it first; if it is already purged, read its receipt.',
    fr: 'Le locataire {slug} est dans l’état {state}, et seul un locataire supprimé peut être purgé. Supprimez-le d’abord ; s’il est déjà purgé, lisez son reçu.',
  },
  purge_not_found: {
    status: 404,
    title: { en: 'No purge', fr: 'Aucune purge' },
    en: 'The tenant {slug} was never purged. A purge begins when the grace period of a deleted tenant is over, or when you request it.',
    fr: 'Le locataire {slug} n’a jamais été purgé. Une purge commence à la fin du délai de grâce d’un locataire supprimé, ou à votre demande.',
  },
  purge_stalled: {
    status: 409,
    title: { en: 'Purge waiting', fr: 'Purge en attente' },
    en: 'The purge waits for {contexts}. Find the failed jobs and events with "palier jobs" and "palier events" and retry them; the purge then continues automatically.',
    fr: 'La purge attend {contexts}. Cherchez les tâches et les événements en échec avec « palier jobs » et « palier events » et relancez-les ; la purge se poursuit ensuite automatiquement.',
  },
  purge_incomplete: {
    status: 409,
    title: { en: 'Purge incomplete', fr: 'Purge incomplète' },
    en: 'Rows are left in {tables}, although every context has emptied its tables. The context that owns these tables must subscribe to tenants.tenant.purging; the purge is retried automatically.',
    fr: 'Il reste des lignes dans {tables}, alors que chaque contexte a vidé ses tables. Le contexte propriétaire de ces tables doit s’abonner à tenants.tenant.purging ; la purge reprend automatiquement.',
  },
});
