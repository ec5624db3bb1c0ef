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
    members: [100, 1_000, 10_000],
    storageBytes: [gibibyte, 20 * gibibyte, 200 * gibibyte],
    requestsASecond: [20, 200, 2_000],
    aiRequestsADay: [100, 2_000, 50_000],
    aiTokensADay: [200_000, 4_000_000, 100_000_000],
    aiTokensADayOfUser: [30_000, 100_000, 300_000],
  }),
};
