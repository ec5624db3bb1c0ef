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
    members: [200, 5_000, 50_000],
    storageBytes: [gibibyte, 50 * gibibyte, 500 * gibibyte],
    requestsASecond: [20, 200, 2_000],
  }),
};
