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
    free: {
      members: 3,
      apps: 50,
      storageBytes: gibibyte,
      requestsASecond: 50,
      eventsADay: 10_000,
      eventDays: 30,
      eventCountDays: 90,
    },
    starter: {
      members: 20,
      apps: 500,
      storageBytes: 20 * gibibyte,
      requestsASecond: 200,
      eventsADay: 1_000_000,
      eventDays: 90,
      eventCountDays: 395,
    },
    pro: {
      members: 200,
      apps: 10_000,
      storageBytes: 500 * gibibyte,
      requestsASecond: 2_000,
      eventsADay: 50_000_000,
      eventDays: 395,
      eventCountDays: 730,
    },
    enterprise: {
      members: null,
      apps: null,
      storageBytes: null,
      requestsASecond: null,
      eventsADay: null,
      eventDays: null,
      eventCountDays: null,
    },
  }),
};
