import type { Transaction } from '#platform/database';
import { declareWebhookEvent } from '#platform/webhooks';
import type { FeedFailing, FeedRecovered } from '../events/index.js';
import { reasonOf } from '../health/reasons.js';
import { feedOfMessage } from './message-data.sql.js';

const example = {
  subscriptionId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  title: 'The weather',
  url: 'https://weather.example/feed.xml',
};
const failing = { ...example, reason: 'host_unreachable', since: '2026-03-08T08:00:00.000Z' };
const recovered = { ...example, since: '2026-03-08T10:00:00.000Z' };

/** Tells webhooks of feeds that fail. */
export const FeedFailingWebhook = declareWebhookEvent<FeedFailing, typeof failing>({
  type: 'feeds.feed.failing',
  version: 1,
  after: { type: 'feeds.feed.failing', version: 1 },
  description: {
    en: 'A feed failed three times in a row, or its server says that it is gone for good. `reason` is a code of /docs/errors.',
    fr: 'Un flux a échoué trois fois de suite, ou son serveur dit qu’il n’existe plus. `reason` est un code de /docs/errors.',
  },
  example: failing,
  data: ({ data }, tx) => withFeed(tx, data),
  text({ title, url, reason }, locale) {
    const why = reasonOf(reason, locale)?.detail;
    return locale === 'fr' ? `Le flux ${title} (${url}) échoue. ${why}` : `The feed ${title} (${url}) fails. ${why}`;
  },
});

/** Tells webhooks of feeds that work again. */
export const FeedRecoveredWebhook = declareWebhookEvent<FeedRecovered, typeof recovered>({
  type: 'feeds.feed.recovered',
  version: 1,
  after: { type: 'feeds.feed.recovered', version: 1 },
  description: {
    en: 'A feed that failed was fetched again.',
    fr: 'Un flux qui échouait a été récupéré à nouveau.',
  },
  example: recovered,
  data: ({ data }, tx) => withFeed(tx, data),
  text: ({ title, url }, locale) =>
    locale === 'fr' ? `Le flux ${title} (${url}) fonctionne à nouveau.` : `The feed ${title} (${url}) works again.`,
});

/** Undefined where the subscription is gone. */
async function withFeed<Data extends { readonly subscriptionId: string }>(tx: Transaction, data: Data) {
  const [feed] = await tx.run(feedOfMessage, data.subscriptionId);
  return feed && { ...data, ...feed };
}
