import { defineProblems } from '#platform/problems';

export const profileProblems = defineProblems('auth', {
  no_account: {
    status: 403,
    title: { en: 'Not an account', fr: 'Pas un compte' },
    detail: {
      en: 'A key is nobody’s account. Sign in, and send the access token that you get.',
      fr: 'Une clé n’est le compte de personne. Connectez-vous, et envoyez le jeton d’accès reçu.',
    },
  },
  wrong_password: {
    status: 403,
    title: { en: 'Wrong password', fr: 'Mot de passe erroné' },
    detail: {
      en: 'This is not the password of your account. Give the one that you signed in with; POST /v1/auth/{tenant}/password/forgot sets a new one.',
      fr: 'Ce n’est pas le mot de passe de votre compte. Donnez celui avec lequel vous vous êtes connecté ; POST /v1/auth/{tenant}/password/forgot permet d’en choisir un autre.',
    },
  },
});
