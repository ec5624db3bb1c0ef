import { defineProblems } from '#platform/problems';

export const passwordsProblems = defineProblems('auth', {
  weak_password: {
    status: 400,
    title: { en: 'Weak password', fr: 'Mot de passe trop faible' },
    detail: {
      en: 'This password would be guessed. Choose another as errors[] says; four or five words in a row make a good one.',
      fr: 'Ce mot de passe serait deviné. Choisissez-en un autre selon errors[] ; quatre ou cinq mots à la suite en font un bon.',
    },
  },
  sign_in_busy: {
    status: 503,
    title: { en: 'Too many sign-ins at once', fr: 'Trop de connexions à la fois' },
    detail: {
      en: 'More passwords wait to be checked than this server takes on. Try again in {seconds} s; nothing was lost.',
      fr: 'Plus de mots de passe attendent d’être vérifiés que ce serveur n’en accepte. Réessayez dans {seconds} s ; rien n’est perdu.',
    },
  },
  hasher_missing: {
    status: 500,
    title: { en: 'No password can be hashed', fr: 'Aucun mot de passe ne peut être vérifié' },
    detail: {
      en: 'The part of {library} for {platform} is not installed, so nobody could sign in: run "npm ci" without --omit=optional, on a machine of this platform.',
      fr: 'La partie de {library} pour {platform} n’est pas installée, et personne ne pourrait se connecter : lancez « npm ci » sans --omit=optional, sur une machine de cette plateforme.',
    },
  },
});
