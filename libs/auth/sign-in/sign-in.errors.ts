import { defineProblems, type Problem } from '#platform/problems';

export const signInProblems = defineProblems('auth', {
  sign_in_refused: {
    status: 401,
    title: { en: 'Sign-in refused', fr: 'Connexion refusée' },
    detail: {
      en: 'The address and the password do not go together, or nobody has confirmed the address yet: its link is then mailed again, and must be opened first. Check both and the mailbox, or ask for a new password.',
      fr: 'L’adresse et le mot de passe ne vont pas ensemble, ou personne n’a encore confirmé l’adresse : son lien est alors renvoyé par courriel, et doit d’abord être ouvert. Vérifiez les deux et la boîte de réception, ou demandez un nouveau mot de passe.',
    },
  },
  refresh_refused: {
    status: 401,
    title: { en: 'Session over', fr: 'Session terminée' },
    detail: {
      en: 'This refresh token opens no session any more: it expired, was used before, or its session was ended. Sign in again.',
      fr: 'Ce jeton de renouvellement n’ouvre plus aucune session : il a expiré, a déjà servi, ou sa session a été fermée. Reconnectez-vous.',
    },
  },
  cookie_not_trusted: {
    status: 403,
    title: { en: 'Request not trusted with a cookie', fr: 'Cookie refusé à cette page' },
    detail: {
      en: 'A cookie counts only where the page that sends the request is of this server or of an origin of the tenant (Origin, or Sec-Fetch-Site: same-origin) and says X-Palier-Client; and where its site is this server’s, for a browser keeps no cookie of another. Else use the transport "body".',
      fr: 'Un cookie ne compte que si la page qui envoie la requête est de ce serveur ou d’une origine du locataire (Origin, ou Sec-Fetch-Site: same-origin) et envoie X-Palier-Client ; et si son site est celui du serveur, car un navigateur ne garde aucun cookie d’un autre site. Sinon, utilisez le transport « body ».',
    },
  },
});

/** The same for an address that nobody has, a wrong password, and an account that is not active. */
export function signInRefused(): Problem {
  return signInProblems.sign_in_refused({}, { headers: { 'www-authenticate': 'Bearer' } });
}

/** The same for a token that never was one, that expired, and that was used before. */
export function refreshRefused(): Problem {
  return signInProblems.refresh_refused({}, { headers: { 'www-authenticate': 'Bearer' } });
}
