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
    members: [3, 10, 100],
    feeds: [20, 200, 2_000],
    postDays: [90, 180, 365],
    requestsASecond: [10, 50, 200],
    eventsADay: [10_000, 100_000, 10_000_000],
    eventDays: [30, 90, 395],
    eventCountDays: [90, 395, 730],
  }),
};
