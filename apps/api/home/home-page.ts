import { createHash } from 'node:crypto';
import { escapeHtml } from '#platform/http';
import type { Locale } from '#platform/problems';
import type { Ladder } from '../ladder.js';

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
    docs: 'Documentation',
    reference: "Référence de l'API, à essayer",
    errors: 'Toutes les erreurs et leur remède',
    tryIt: 'Essayez',
  },
} as const;

const style = `body{font:1rem/1.6 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem;color:#1c2733}
h1{font-weight:600}h2{font-size:1rem;margin:2rem 0 .5rem;color:#56657a}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}
dt{color:#56657a}dd{margin:0}pre{background:#f2f5f8;padding:.75rem 1rem;overflow-x:auto;border-radius:.4rem}a{color:#0b5cad}
@media(prefers-color-scheme:dark){body{background:#12181f;color:#e3e9f0}pre{background:#1c2530}a{color:#7db8f5}h2,dt{color:#93a4b8}}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** The page of `GET /`: no JavaScript, one inline style, named by its hash in the policy. */
export function homePage(facts: HomeFacts, locale: Locale): { html: string; contentSecurityPolicy: string } {
  const text = words[locale];
  const { step, inside } = facts;
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Palier</title><style>${style}</style></head><body>
<h1>${text.title}</h1>
<dl><dt>${text.step}</dt><dd>${step}</dd>
${inside ? serversOf(inside, locale) : ''}<dt>${text.health}</dt><dd><a href="/health/ready">${inside ? healthOf(inside, text) : '/health/ready'}</a></dd></dl>
${inside ? storesOf(inside, locale) : ''}<h2>${text.docs}</h2><ul><li><a href="/docs">${text.reference}</a></li>
<li><a href="/openapi.json">OpenAPI 3.1</a></li><li><a href="/docs/errors">${text.errors}</a></li></ul>
<h2>${text.tryIt}</h2>
${examples(facts)
  .map((line) => `<pre>${escapeHtml(line)}</pre>`)
  .join('\n')}
</body></html>`;
  return { html, contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'` };
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
