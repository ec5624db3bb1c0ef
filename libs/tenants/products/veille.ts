import { type Product, plans } from './product.js';

export const veille: Product = {
  id: 'veille',
  name: { en: 'Veille', fr: 'Veille' },
  about: {
    en: 'A feed reader for teams: members follow RSS and Atom feeds together. One tenant a team.',
    fr: 'Un lecteur de flux pour les équipes : les membres suivent ensemble des flux RSS et Atom. Un locataire par équipe.',
  },
  contexts: ['feeds', 'analytics'],
  registration: 'invitation',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#0f6b5c' },
  mailSender: { name: 'Veille', mailbox: 'veille' },
  plans: plans({
    free: {
      members: 3,
      feeds: 20,
      postDays: 90,
      requestsASecond: 10,
      eventsADay: 10_000,
      eventDays: 30,
      eventCountDays: 90,
    },
    starter: {
      members: 10,
      feeds: 200,
      postDays: 180,
      requestsASecond: 50,
      eventsADay: 100_000,
      eventDays: 90,
      eventCountDays: 395,
    },
    pro: {
      members: 100,
      feeds: 2_000,
      postDays: 365,
      requestsASecond: 200,
      eventsADay: 10_000_000,
      eventDays: 395,
      eventCountDays: 730,
    },
    enterprise: {
      members: null,
      feeds: null,
      postDays: null,
      requestsASecond: null,
      eventsADay: null,
      eventDays: null,
      eventCountDays: null,
    },
  }),
};
