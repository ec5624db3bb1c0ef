import { defineProblems, problem } from '#platform/problems';

export const profileProblems = defineProblems('auth', {
  no_account: problem(403, 'Not a user account', 'Pas un compte utilisateur', {
    en: 'An API key has no user account. Sign in, and send the access token that you get.',
    fr: 'Une clé d’API n’a pas de compte utilisateur. Connectez-vous, et envoyez le jeton d’accès reçu.',
  }),
  wrong_password: problem(403, 'Wrong password', 'Mot de passe erroné', {
    en: 'This is not the password of your account. Send the one that you signed in with, or choose a new one with POST /v1/auth/{tenant}/password/forgot.',
    fr: 'Ce n’est pas le mot de passe de votre compte. Envoyez celui avec lequel vous vous êtes connecté, ou choisissez-en un autre avec POST /v1/auth/{tenant}/password/forgot.',
  }),
});
