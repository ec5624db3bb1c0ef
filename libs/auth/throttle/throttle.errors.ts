import { defineProblems } from '#platform/problems';

export const throttleProblems = defineProblems('auth', {
  allowance_used: {
    status: 429,
    title: { en: 'Too many tries', fr: 'Trop de tentatives' },
    detail: {
      en: 'This may be asked {most} times an hour from one network, by one account or for one address. Try again in {minutes} min.',
      fr: 'Ceci peut être demandé {most} fois par heure depuis un réseau, par un compte ou pour une adresse. Réessayez dans {minutes} min.',
    },
  },
});
