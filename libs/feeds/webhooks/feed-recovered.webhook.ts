import { declareWebhookEvent } from '#platform/webhooks';
import type { FeedRecovered } from '../events/index.js';
import { toldFeed } from './told.sql.js';

const example = {
  subscriptionId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  title: 'The weather',
  url: 'https://weather.example/feed.xml',
  since: '2026-03-08T10:00:00.000Z',
};

/** Tells webhooks of feeds that work again. */
export const FeedRecoveredWebhook = declareWebhookEvent<FeedRecovered, typeof example>({
  type: 'feeds.feed.recovered',
  version: 1,
  after: { type: 'feeds.feed.recovered', version: 1 },
  description: {
    en: 'A feed that failed was fetched again.',
    fr: 'Un flux qui échouait a été récupéré à nouveau.',
  },
  example,
  async data({ data }, tx) {
    const [feed] = await tx.run(toldFeed, data.subscriptionId);
    return feed && { ...data, ...feed };
  },
  text: ({ title, url }, locale) =>
    locale === 'fr' ? `Le flux ${title} (${url}) fonctionne à nouveau.` : `The feed ${title} (${url}) works again.`,
});
