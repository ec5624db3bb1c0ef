import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const passwordsProblems = defineProblems('auth', {
  weak_password: problem(400, 'Weak password', 'Mot de passe trop faible', {
    en: 'This password is too easy to guess. Choose another that meets the rules in errors[]; four or five words in a row make a good one.',
    fr: 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre qui respecte les règles de errors[] ; quatre ou cinq mots à la suite en font un bon.',
  }),
  sign_in_busy: problem(503, 'Too many sign-ins at once', 'Trop de connexions à la fois', {
    en: 'The server has too many passwords to check. Try again in {seconds} s; nothing was changed.',
    fr: 'Le serveur a trop de mots de passe à vérifier. Réessayez dans {seconds} s ; rien n’a été modifié.',
  }),
  hasher_missing: operatorProblem(
    500,
    'Passwords cannot be checked',
    'Les mots de passe ne peuvent pas être vérifiés',
    {
      en: 'The native package of {library} for {platform} is not installed, so no user could sign in. Run "npm ci" without --omit=optional, on a machine of this platform.',
      fr: 'Le paquet natif de {library} pour {platform} n’est pas installé, et aucun utilisateur ne pourrait se connecter. Lancez « npm ci » sans --omit=optional, sur une machine de cette plateforme.',
    },
  ),
});
