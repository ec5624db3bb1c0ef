import { escapeHtml } from '#platform/http';
import type { Locale, LocalText } from '#platform/problems';
import type { Ladder } from '../ladder.js';
import { page } from './page.js';

export interface HomeFacts {
  /** As in `http://127.0.0.1:3000`. */
  origin: string;
  step: Ladder['step'];
  /** Undefined where strangers may see the page: it then names no server and no tenant. */
  inside: Inside | undefined;
}

/** What only who runs the deployment may see. */
export interface Inside {
  ladder: Ladder;
  /** The degradation level, 0 to 4. */
  level: number;
  databaseUnreachable: boolean;
  stores: readonly { slug: string; name: string; apps: number; exampleApp: string | undefined }[];
  /** Of other products than stores. */
  tenants: readonly { slug: string; name: string; product: LocalText }[];
  /** Whether the page of mails is there. */
  mails: boolean;
}

const words = {
  en: {
    title: 'Palier is serving',
    step: 'Step of the ladder',
    database: 'Database',
    cache: 'Cache',
    health: 'Health',
    fine: 'all of it works',
    degraded: 'degraded, level',
    unreachable: 'degraded: the database does not answer',
    stores: 'Stores',
    apps: 'apps',
    none: 'No store yet: create a tenant with “npx palier tenant create”.',
    unseen: 'They are listed again when the database answers.',
    others: 'Other tenants, and where their members sign in',
    mails: 'Mails',
    sent: 'the mails that were sent',
    docs: 'Documentation',
    reference: 'API reference, to try out',
    errors: 'Every error and what to do',
    tryIt: 'Try it',
  },
  fr: {
    title: 'Palier est en service',
    step: 'Échelon',
    database: 'Base de données',
    cache: 'Cache',
    health: 'Santé',
    fine: 'tout fonctionne',
    degraded: 'dégradé, niveau',
    unreachable: 'dégradé : la base de données ne répond pas',
    stores: 'Boutiques',
    apps: 'applications',
    none: 'Aucune boutique : créez un locataire par « npx palier tenant create ».',
    unseen: 'Elles réapparaîtront quand la base de données répondra.',
    others: 'Autres locataires, et où se connectent leurs membres',
    mails: 'Courriels',
    sent: 'les courriels envoyés',
    docs: 'Documentation',
    reference: "Référence de l'API, à essayer",
    errors: 'Toutes les erreurs et leur remède',
    tryIt: 'Essayez',
  },
} as const;

/** The page of `GET /`. */
export function homePage(facts: HomeFacts, locale: Locale): string {
  const text = words[locale];
  const { step, inside } = facts;
  return page(
    locale,
    text.title,
    `<dl><dt>${text.step}</dt><dd>${step}</dd>
${inside ? serversOf(inside, locale) : ''}<dt>${text.health}</dt><dd><a href="/health/ready">${inside ? healthOf(inside, text) : '/health/ready'}</a></dd>
${inside?.mails ? `<dt>${text.mails}</dt><dd><a href="/dev/mails">${text.sent}</a></dd>` : ''}</dl>
${inside ? storesOf(inside, locale) + tenantsOf(inside, locale) : ''}<h2>${text.docs}</h2><ul><li><a href="/docs">${text.reference}</a></li>
<li><a href="/openapi.json">OpenAPI 3.1</a></li><li><a href="/docs/errors">${text.errors}</a></li></ul>
<h2>${text.tryIt}</h2>
${examples(facts)
  .map((line) => `<pre>${escapeHtml(line)}</pre>`)
  .join('\n')}`,
  );
}

function serversOf({ ladder }: Inside, locale: Locale): string {
  const text = words[locale];
  return `<dt>${text.database}</dt><dd>${escapeHtml(ladder.database[locale])}</dd>
<dt>${text.cache}</dt><dd>${escapeHtml(ladder.cache[locale])}</dd>
`;
}

function storesOf({ stores, databaseUnreachable }: Inside, locale: Locale): string {
  const text = words[locale];
  const rows = stores.map(
    ({ slug, name, apps }) =>
      `<dt>${escapeHtml(name)}</dt><dd><a href="/v1/stores/${slug}/apps">/v1/stores/${slug}/apps</a> · ${apps} ${text.apps}</dd>`,
  );
  const none = `<p>${databaseUnreachable ? text.unseen : text.none}</p>`;
  return `<h2>${text.stores}</h2>${rows.length ? `<dl>${rows.join('\n')}</dl>` : none}
`;
}

function tenantsOf({ tenants }: Inside, locale: Locale): string {
  const rows = tenants.map(
    ({ slug, name, product }) =>
      `<dt>${escapeHtml(name)} · ${escapeHtml(product[locale])}</dt><dd><code>POST /v1/auth/${slug}/login</code></dd>`,
  );
  return rows.length ? `<h2>${words[locale].others}</h2><dl>${rows.join('\n')}</dl>\n` : '';
}

function healthOf(
  { level, databaseUnreachable }: Inside,
  text: { unreachable: string; degraded: string; fine: string },
): string {
  if (databaseUnreachable) return text.unreachable;
  return level > 0 ? `${text.degraded} ${level}` : text.fine;
}

/** Three calls to copy: a page, a page by tag with its headers, and one that shows the isolation. */
function examples({ origin, inside }: HomeFacts): string[] {
  const [first, second] = inside?.stores ?? [];
  if (!first)
    return [`curl ${origin}/health/ready`, `curl ${origin}/openapi.json`, `curl -i ${origin}/v1/platform/tenants`];
  const app = first.exampleApp ?? 'not-there';
  return [
    `curl '${origin}/v1/stores/${first.slug}/apps?limit=3'`,
    `curl -i '${origin}/v1/stores/${first.slug}/apps?sort=-createdAt&limit=1'`,
    `curl -i ${origin}/v1/stores/${(second ?? first).slug}/apps/${second ? app : 'not-there'}`,
  ];
}
