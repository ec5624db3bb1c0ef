import { defineProblems, problem } from '#platform/problems';

export const triesProblems = defineProblems('auth', {
  too_many_attempts: problem(429, 'Too many sign-in attempts', 'Trop de tentatives de connexion', {
    en: 'This account or this network saw too many tries to sign in. Try again in {seconds} seconds, or from a device that you signed in from before, or have a link to reset the password mailed.',
    fr: 'Ce compte ou ce réseau a connu trop d’essais de connexion. Réessayez dans {seconds} secondes, ou depuis un appareil où vous vous êtes déjà connecté, ou demandez un lien de réinitialisation du mot de passe.',
  }),
});
