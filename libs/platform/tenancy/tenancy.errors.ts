import { defineProblems } from '#platform/problems';

/** What a route with a tenant in its path answers when that tenant cannot be served. */
export const tenancyProblems = defineProblems('platform/tenancy', {
  tenant_not_found: {
    status: 404,
    title: { en: 'Unknown tenant', fr: 'Locataire inconnu' },
    detail: {
      en: 'There is no tenant {slug}. Check its slug: it is written as when the tenant was created.',
      fr: 'Le locataire {slug} n’existe pas. Vérifiez son identifiant : il s’écrit comme à la création du locataire.',
    },
  },
  tenant_suspended: {
    status: 403,
    title: { en: 'Suspended tenant', fr: 'Locataire suspendu' },
    detail: {
      en: 'The tenant {slug} is suspended and serves nothing for now. Ask whoever runs this server to resume it.',
      fr: 'Le locataire {slug} est suspendu et ne répond plus pour le moment. Demandez à l’exploitant de ce serveur de le rétablir.',
    },
  },
});
