import type { LocalText } from '#platform/problems';

const names: Readonly<Record<string, LocalText>> = {
  members: { en: 'members', fr: 'membres' },
  apps: { en: 'apps', fr: 'applications' },
  feeds: { en: 'feeds', fr: 'flux' },
  storageBytes: { en: 'bytes of files', fr: 'octets de fichiers' },
  journalTextBytes: { en: 'bytes of text for each person', fr: 'octets de texte par personne' },
  requestsASecond: { en: 'requests a second', fr: 'requêtes par seconde' },
  eventsADay: { en: 'events a day', fr: 'événements par jour' },
  aiRequestsADay: { en: 'AI requests a day', fr: 'requêtes d’IA par jour' },
  aiTokensADay: { en: 'AI tokens a day', fr: 'jetons d’IA par jour' },
  aiTokensADayOfUser: { en: 'AI tokens a day for each person', fr: 'jetons d’IA par jour et par personne' },
};

/** A quota in words, for texts that people read; programs read its name. */
export const inWords = (quota: string): LocalText => names[quota] ?? { en: quota, fr: quota };
