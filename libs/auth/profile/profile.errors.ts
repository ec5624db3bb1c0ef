import { defineProblems, problem } from '#platform/problems';

export const profileProblems = defineProblems('auth', {
  wrong_password: problem(403, 'Wrong password', 'Mot de passe erroné', {
    en: 'This is not the password of your account. Send the one that you signed in with, or choose a new one with POST /v1/auth/{tenant}/password/forgot.',
    fr: 'Ce n’est pas le mot de passe de votre compte. Envoyez celui avec lequel vous vous êtes connecté, ou choisissez-en un autre avec POST /v1/auth/{tenant}/password/forgot.',
  }),
});
