import { defineProblems } from '#platform/problems';

export const tenantsProblems = defineProblems('tenants', {
  invalid_tenant: {
    status: 400,
    title: { en: 'Invalid tenant', fr: 'Locataire invalide' },
    detail: {
      en: 'Some values cannot be those of a tenant. Correct those that errors[] lists and try again.',
      fr: 'Certaines valeurs ne peuvent être celles d’un locataire. Corrigez celles que liste errors[] puis réessayez.',
    },
  },
  tenant_slug_taken: {
    status: 409,
    title: { en: 'Slug already taken', fr: 'Identifiant déjà pris' },
    detail: {
      en: 'Another tenant has the slug {slug}. Choose another: a slug never changes hands.',
      fr: 'Un autre locataire porte l’identifiant {slug}. Choisissez-en un autre : un identifiant ne change jamais de mains.',
    },
  },
  tenant_deleted: {
    status: 409,
    title: { en: 'Tenant deleted', fr: 'Locataire supprimé' },
    detail: {
      en: 'The tenant {slug} is {state}. While it is deleting, undelete it first; once its purge began it cannot come back.',
      fr: 'Le locataire {slug} est dans l’état {state}. Tant qu’il est en suppression (deleting), annulez d’abord la suppression ; une fois la purge commencée, il ne peut plus revenir.',
    },
  },
  tenant_not_deleted: {
    status: 409,
    title: { en: 'Tenant not deleted', fr: 'Locataire non supprimé' },
    detail: {
      en: 'The tenant {slug} is {state}, and only a deleted one is purged. Delete it first; of one that is purged already, read the receipt.',
      fr: 'Le locataire {slug} est dans l’état {state}, et seul un locataire supprimé peut être purgé. Supprimez-le d’abord ; s’il est déjà purgé, lisez son reçu.',
    },
  },
  purge_not_found: {
    status: 404,
    title: { en: 'No purge', fr: 'Aucune purge' },
    detail: {
      en: 'The tenant {slug} was never purged. A purge begins when the grace of a deleted tenant is over, or at once when you ask for it.',
      fr: 'Le locataire {slug} n’a jamais été purgé. Une purge commence à la fin du délai de grâce d’un locataire supprimé, ou dès que vous la demandez.',
    },
  },
  purge_stalled: {
    status: 409,
    title: { en: 'The purge waits', fr: 'La purge attend' },
    detail: {
      en: 'The purge waits for {contexts}. See "palier jobs" and "palier events" for what failed there and retry it; the purge then goes on by itself.',
      fr: 'La purge attend {contexts}. Cherchez dans « palier jobs » et « palier events » ce qui y a échoué et relancez-le ; la purge se poursuit ensuite d’elle-même.',
    },
  },
  purge_incomplete: {
    status: 409,
    title: { en: 'The purge leaves rows', fr: 'La purge laisse des lignes' },
    detail: {
      en: 'Rows are still there in {tables}, though every context has emptied its tables. Its owner must subscribe to tenants.tenant.purging; the purge is taken up again by itself.',
      fr: 'Il reste des lignes dans {tables}, alors que chaque contexte a vidé ses tables. Leur propriétaire doit s’abonner à tenants.tenant.purging ; la purge reprend d’elle-même.',
    },
  },
});
