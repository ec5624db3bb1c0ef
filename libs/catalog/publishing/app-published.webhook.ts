import { declareWebhookEvent } from '#platform/webhooks';
import type { AppPublished } from '../events/index.js';
import { publishedVersion } from '../versions/versions.sql.js';

const example = {
  appId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f',
  slug: 'carnet',
  name: 'Carnet',
  version: '1.2.0',
};

/** Tells webhooks of apps that are published. */
export const AppPublishedWebhook = declareWebhookEvent<AppPublished, typeof example>({
  type: 'catalog.app.published',
  version: 1,
  after: { type: 'catalog.app.published', version: 1 },
  description: {
    en: 'A version of an app was published in the studio.',
    fr: 'Une version d’une application a été publiée dans le studio.',
  },
  example,
  async data({ data: { appId, versionId } }, tx) {
    const [published] = await tx.run(publishedVersion, versionId);
    return published && { appId, ...published };
  },
  text: ({ name, version }, locale) =>
    locale === 'fr' ? `${name} ${version} est publiée.` : `${name} ${version} is published.`,
});
