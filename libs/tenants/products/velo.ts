import { gibibyte, type Product, plans } from './product.js';

export const velo: Product = {
  id: 'velo',
  name: { en: 'Dashboard-Velo', fr: 'Dashboard-Velo' },
  about: {
    en: 'A dashboard for cyclists: rides that their devices recorded, and what they come to.',
    fr: 'Un tableau de bord pour cyclistes : les sorties que leurs appareils ont enregistrées, et ce qu’elles représentent.',
  },
  contexts: ['rides'],
  registration: 'open',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#b3400e' },
  mailSender: { name: 'Dashboard-Velo', mailbox: 'velo' },
  plans: plans({
    free: {
      members: 100,
      storageBytes: gibibyte,
      requestsASecond: 20,
      aiRequestsADay: 100,
      aiTokensADay: 200_000,
      aiTokensADayOfUser: 30_000,
    },
    starter: {
      members: 1_000,
      storageBytes: 20 * gibibyte,
      requestsASecond: 200,
      aiRequestsADay: 2_000,
      aiTokensADay: 4_000_000,
      aiTokensADayOfUser: 100_000,
    },
    pro: {
      members: 10_000,
      storageBytes: 200 * gibibyte,
      requestsASecond: 2_000,
      aiRequestsADay: 50_000,
      aiTokensADay: 100_000_000,
      aiTokensADayOfUser: 300_000,
    },
    enterprise: {
      members: null,
      storageBytes: null,
      requestsASecond: null,
      aiRequestsADay: null,
      aiTokensADay: null,
      aiTokensADayOfUser: null,
    },
  }),
};
