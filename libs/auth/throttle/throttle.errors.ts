import { defineProblems, problem } from '#platform/problems';

export const throttleProblems = defineProblems('auth', {
  throttled: problem(429, 'Too many requests', 'Trop de demandes', {
    en: 'This action is limited to {most} times an hour per network, account or e-mail address. Try again in {minutes} min.',
    fr: 'Cette action est limitée à {most} fois par heure par réseau, compte ou adresse électronique. Réessayez dans {minutes} min.',
  }),
});
