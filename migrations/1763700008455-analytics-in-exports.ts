import { describeExports, migration } from '#platform/database';

/** What the rows of analytics are to the person whose export they are in. */
export const AnalyticsInExports1763700008455 = migration(
  describeExports({
    'analytics.events': {
      en: 'What you did or saw, as your application sent it.',
      fr: 'Ce que vous avez fait ou vu, tel que votre application l’a envoyé.',
    },
    'analytics.quarantine': {
      en: 'What your application sent and was rejected.',
      fr: 'Ce que votre application a envoyé et qui a été rejeté.',
    },
    'analytics.subject_days': {
      en: 'On which days your application sent events.',
      fr: 'Les jours où votre application a envoyé des événements.',
    },
  }),
);
