import { defineProblems, Problem, problem } from '#platform/problems';

export const accessProblems = defineProblems('platform/access', {
  unauthenticated: problem(401, 'Not authenticated', 'Authentification requise', {
    en: 'Send one valid access token or API key as "Authorization: Bearer …". If a token is refused, refresh it or sign in again.',
    fr: 'Envoyez un seul jeton d’accès ou une seule clé d’API valide, sous la forme « Authorization: Bearer … ». Si un jeton est refusé, renouvelez-le ou connectez-vous à nouveau.',
  }),
  // 400, since no valid credential would be taken there either.
  credential_in_url: problem(400, 'Credential in the URL', 'Secret dans l’URL', {
    en: 'Only a publishable key (palier_pk_…) may come as ?key=…: URLs stand in logs and histories, where others read them. Send any other credential as "Authorization: Bearer …", and replace the one that you sent.',
    fr: 'Seule une clé publiable (palier_pk_…) peut venir dans ?key=… : les URL figurent dans des journaux et des historiques, où d’autres les lisent. Envoyez tout autre secret sous la forme « Authorization: Bearer … », et remplacez celui que vous avez envoyé.',
  }),
  forbidden: problem(403, 'Not allowed', 'Accès refusé', {
    en: 'Your key or role is valid but does not grant {permission}. Use a key that has this scope, or ask an administrator for a role that has it.',
    fr: 'Votre clé ou votre rôle est valide mais n’accorde pas {permission}. Utilisez une clé qui porte ce droit, ou demandez à un administrateur un rôle qui le porte.',
  }),
  origin_not_allowed: problem(403, 'Origin not allowed', 'Origine non autorisée', {
    en: 'The page of {origin} sent a publishable key, and {origin} is not among the origins of the tenant {slug}. Ask the operator to add it to its origins, with PATCH /v1/platform/tenants/{slug}, or send the key from a page of one that is there.',
    fr: 'Une page de {origin} a envoyé une clé publiable, et {origin} ne figure pas parmi les origines du locataire {slug}. Demandez à l’exploitant de l’ajouter à ses origines, par PATCH /v1/platform/tenants/{slug}, ou envoyez la clé depuis une page d’une origine qui y figure.',
  }),
  invalid_api_key: problem(400, 'Invalid key settings', 'Réglages de clé invalides', {
    en: 'A key needs a name of 1 to 100 characters other than "operator", and 1 to 50 scopes such as platform.tenants.read, or * for all.',
    fr: 'Une clé demande un nom de 1 à 100 caractères autre que « operator », et de 1 à 50 droits comme platform.tenants.read, ou * pour tous.',
  }),
  unknown_scope: problem(400, 'Unknown scope', 'Droit inconnu', {
    en: 'No route requires {scope}. The scopes are {scopes}, or * for all.',
    fr: 'Aucune route ne demande {scope}. Les droits sont {scopes}, ou * pour tous.',
  }),
  api_key_not_found: problem(404, 'Key not found', 'Clé introuvable', {
    en: 'No key that is in force begins with {prefix}. "palier operator key list" shows those that are.',
    fr: 'Aucune clé en vigueur ne commence par {prefix}. « palier operator key list » montre celles qui le sont.',
  }),
  no_account: problem(403, 'Not a user account', 'Pas un compte utilisateur', {
    en: 'An API key has no user account. Sign in, and send the access token that you get.',
    fr: 'Une clé d’API n’a pas de compte utilisateur. Connectez-vous, et envoyez le jeton d’accès reçu.',
  }),
  access_unchecked: problem(500, 'Access was not checked', 'Accès non contrôlé', {
    en: 'The request reached {handler} without passing the access check, so it was refused. Report it with its request id.',
    fr: 'La requête est arrivée à {handler} sans passer le contrôle d’accès : elle a été refusée. Signalez-la avec son identifiant.',
  }),
});

/** 401 for a request without a credential: RFC 6750 §3.1 requires a challenge without an error. */
export function credentialMissing(): Problem {
  return accessProblems.unauthenticated({}, { headers: { 'www-authenticate': 'Bearer' } });
}

/** 401 for a credential that is malformed, oversized, sent twice, unknown or revoked, without saying which. */
export function credentialRejected(): Problem {
  return accessProblems.unauthenticated({}, { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
}

/**
 * 401 for an access token whose time is over, which tells nothing that the token does not say itself.
 *
 * @param expiredAt milliseconds since 1970
 */
export function tokenExpired(expiredAt: number): Problem {
  const at = new Date(expiredAt).toISOString();
  const { code, status, title } = credentialRejected();
  const challenge = `Bearer error="invalid_token", error_description="The access token expired at ${at}"`;
  const detail = {
    en: `The access token expired at ${at}. Refresh it, or sign in again.`,
    fr: `Le jeton d’accès a expiré (${at}). Renouvelez-le, ou connectez-vous à nouveau.`,
  };
  return new Problem(code, status, title, detail, { headers: { 'www-authenticate': challenge } });
}
