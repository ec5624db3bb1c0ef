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
    free: { members: 100, storageBytes: gibibyte, journalTextBytes: 16 * mebibyte, requestsASecond: 20 },
    starter: { members: 1_000, storageBytes: 20 * gibibyte, journalTextBytes: 64 * mebibyte, requestsASecond: 100 },
    pro: { members: 10_000, storageBytes: 200 * gibibyte, journalTextBytes: 256 * mebibyte, requestsASecond: 1_000 },
    enterprise: { members: null, storageBytes: null, journalTextBytes: null, requestsASecond: null },
  }),
};
