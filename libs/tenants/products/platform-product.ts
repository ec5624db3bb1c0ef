import { type Product, plans } from './product.js';

const unlimited = [null, null, null] as const;

/** The product of the reserved tenant `platform`, whose users are the operators. No other tenant can have it. */
export const platformProduct: Product = {
  id: 'platform',
  name: { en: 'Palier', fr: 'Palier' },
  about: { en: 'The server itself and its operators.', fr: 'Le serveur lui-même et ses exploitants.' },
  contexts: [],
  registration: 'invitation',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#1c4b82' },
  mailSender: { name: 'Palier', mailbox: 'palier' },
  plans: plans({ members: unlimited, requestsASecond: unlimited }),
};
