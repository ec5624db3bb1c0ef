import { gibibyte, type Product, plans } from './product.js';

export const wistant: Product = {
  id: 'wistant',
  name: { en: 'Wistant Studio', fr: 'Wistant Studio' },
  about: {
    en: 'An app store: a few people publish applications, and anyone browses and downloads them.',
    fr: 'Un magasin d’applications : quelques personnes en publient, et tout le monde les parcourt et les télécharge.',
  },
  contexts: ['catalog', 'analytics'],
  registration: 'open',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#5b3df5' },
  mailSender: { name: 'Wistant Studio', mailbox: 'wistant' },
  plans: plans({
    members: [3, 20, 200],
    apps: [50, 500, 10_000],
    storageBytes: [gibibyte, 20 * gibibyte, 500 * gibibyte],
    requestsASecond: [50, 200, 2_000],
    eventsADay: [10_000, 1_000_000, 50_000_000],
    eventDays: [30, 90, 395],
    eventCountDays: [90, 395, 730],
  }),
};
