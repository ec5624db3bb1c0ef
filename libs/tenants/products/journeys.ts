import { gibibyte, mebibyte, type Product, plans } from './product.js';

export const journeys: Product = {
  id: 'journeys',
  name: { en: 'Journeys', fr: 'Journeys' },
  about: {
    en: 'A private journal for people who recover from an addiction; works offline, and sells subscriptions.',
    fr: 'Un journal intime pour qui se rétablit d’une addiction ; fonctionne hors ligne et vend des abonnements.',
  },
  contexts: ['journal'],
  registration: 'open',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#a3426b' },
  mailSender: { name: 'Journeys', mailbox: 'journeys' },
  plans: plans({
    members: [100, 1_000, 10_000],
    storageBytes: [gibibyte, 20 * gibibyte, 200 * gibibyte],
    journalTextBytes: [16 * mebibyte, 64 * mebibyte, 256 * mebibyte],
    requestsASecond: [20, 100, 1_000],
  }),
};
