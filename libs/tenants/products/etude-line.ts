import { gibibyte, type Product, plans } from './product.js';

export const etudeLine: Product = {
  id: 'etude-line',
  name: { en: 'Etude-Line', fr: 'Étude-Line' },
  about: {
    en: 'Universities, their students and their chapters. One tenant an operator of universities.',
    fr: 'Des universités, leurs étudiants et leurs chapitres. Un locataire par exploitant d’universités.',
  },
  contexts: ['campus'],
  registration: 'closed',
  locale: 'fr',
  timeZone: 'Europe/Paris',
  branding: { colour: '#1d4f91' },
  mailSender: { name: 'Étude-Line', mailbox: 'etude-line' },
  plans: plans({
    free: { members: 200, storageBytes: gibibyte, requestsASecond: 20 },
    starter: { members: 5_000, storageBytes: 50 * gibibyte, requestsASecond: 200 },
    pro: { members: 50_000, storageBytes: 500 * gibibyte, requestsASecond: 2_000 },
    enterprise: { members: null, storageBytes: null, requestsASecond: null },
  }),
};
