import { defineProblems, problem } from '#platform/problems';

/** The refusals of a tenant that cannot be served. */
export const tenancyProblems = defineProblems('platform/tenancy', {
  tenant_not_found: problem(404, 'Unknown tenant', 'Locataire inconnu', {
    en: 'There is no tenant {slug}. Check the slug: it never changes after the tenant was created.',
    fr: 'Le locataire {slug} n’existe pas. Vérifiez cet identifiant : il ne change jamais après la création du locataire.',
  }),
  context_not_served: problem(404, 'Not in this product', 'Absent de ce produit', {
    en: 'The tenant {slug} belongs to the product {product}, which does not include {context}. Use a tenant whose product does: GET /v1/platform/products tells operators which those are.',
    fr: 'Le locataire {slug} relève du produit {product}, qui ne comprend pas {context}. Utilisez un locataire dont le produit le comprend : GET /v1/platform/products indique aux exploitants lesquels.',
  }),
  tenant_credential_required: problem(403, 'A tenant’s credential required', 'Accès d’un locataire requis', {
    en: 'This route is about one tenant, and an operator acts for none. Send an access token or a key of that tenant: "palier tenant invite" invites its first owner, who can make keys at POST /v1/keys. The routes for operators are those under /v1/platform.',
    fr: 'Cette route concerne un locataire, et un exploitant n’agit pour aucun. Envoyez un jeton d’accès ou une clé de ce locataire : « palier tenant invite » invite son premier propriétaire, qui peut créer des clés par POST /v1/keys. Les routes des exploitants sont celles sous /v1/platform.',
  }),
  tenant_suspended: problem(403, 'Suspended tenant', 'Locataire suspendu', {
    en: 'The tenant {slug} is suspended and serves nothing for now. Ask the operator of this server to resume it.',
    fr: 'Le locataire {slug} est suspendu et ne répond plus pour le moment. Demandez à l’exploitant de ce serveur de le rétablir.',
  }),
});
