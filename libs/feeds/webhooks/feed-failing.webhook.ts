import { declareWebhookEvent } from '#platform/webhooks';
import type { FeedFailing } from '../events/index.js';
import { reasonOf } from '../health/reasons.js';
import { toldFeed } from './told.sql.js';

const example = {
  subscriptionId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  title: 'The weather',
  url: 'https://weather.example/feed.xml',
  reason: 'host_unreachable',
  since: '2026-03-08T08:00:00.000Z',
};

/** Tells webhooks of feeds that fail. */
export const FeedFailingWebhook = declareWebhookEvent<FeedFailing, typeof example>({
  type: 'feeds.feed.failing',
  version: 1,
  after: { type: 'feeds.feed.failing', version: 1 },
  description: {
    en: 'A feed failed three times in a row, or its server says that it is gone for good. `reason` is a code of /docs/errors.',
    fr: 'Un flux a échoué trois fois de suite, ou son serveur dit qu’il n’existe plus. `reason` est un code de /docs/errors.',
  },
  example,
  async data({ data }, tx) {
    const [feed] = await tx.run(toldFeed, data.subscriptionId);
    return feed && { ...data, ...feed };
  },
  text({ title, url, reason }, locale) {
    const why = reasonOf(reason, locale)?.detail;
    return locale === 'fr' ? `Le flux ${title} (${url}) échoue. ${why}` : `The feed ${title} (${url}) fails. ${why}`;
  },
});
