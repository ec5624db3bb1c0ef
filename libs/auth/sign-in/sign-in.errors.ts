import { defineProblems, type Problem, problem } from '#platform/problems';

export const signInProblems = defineProblems('auth', {
  sign_in_refused: problem(401, 'Sign-in refused', 'Connexion refusée', {
    en: 'The address or the password is wrong, or the address is not confirmed yet; in that case the confirmation link is mailed again and must be opened first. Check both and your mailbox, or ask for a new password.',
    fr: 'L’adresse ou le mot de passe est erroné, ou l’adresse n’est pas encore confirmée ; dans ce cas, le lien de confirmation est renvoyé par courriel et doit d’abord être ouvert. Vérifiez les deux et votre boîte de réception, ou demandez un nouveau mot de passe.',
  }),
  refresh_refused: problem(401, 'Session ended', 'Session terminée', {
    en: 'This refresh token is no longer valid: it expired, was already used, or its session was ended. Sign in again.',
    fr: 'Ce jeton de renouvellement n’est plus valable : il a expiré, a déjà servi, ou sa session a été fermée. Reconnectez-vous.',
  }),
  cookie_not_trusted: problem(403, 'Cookie not accepted from this page', 'Cookie refusé à cette page', {
    en: 'Cookies are accepted only in requests with the header X-Palier-Client from a page of this server or of a declared origin of the tenant (Origin, or Sec-Fetch-Site: same-origin) on the same site as this server. Send these headers from such a page, or use the transport "body".',
    fr: 'Les cookies ne sont acceptés que dans les requêtes avec l’en-tête X-Palier-Client, depuis une page de ce serveur ou d’une origine déclarée du locataire (Origin, ou Sec-Fetch-Site: same-origin), sur le même site que ce serveur. Envoyez ces en-têtes depuis une telle page, ou utilisez le transport « body ».',
  }),
});

/** The same for an unknown address, a wrong password, and an account that is not active. */
export function signInRefused(): Problem {
  return signInProblems.sign_in_refused({}, { headers: { 'www-authenticate': 'Bearer' } });
}

/** The same for a token that never existed, that expired, and that was used before. */
export function refreshRefused(): Problem {
  return signInProblems.refresh_refused({}, { headers: { 'www-authenticate': 'Bearer' } });
}
