import { createHash } from 'node:crypto';
import { escapeHtml } from '#platform/http';
import { uuidOf } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import type { ChangeDto, ChangeKind } from './changes.dto.js';

type Store = Pick<Tenant, 'id' | 'slug' | 'name' | 'locale'>;
type Words = Readonly<Record<ChangeKind, readonly [title: string, summary: string]>>;

/** `{app}` is the app with its version, where the change has one. */
const words: Readonly<Record<Store['locale'], Words & { readonly title: string }>> = {
  en: {
    title: 'What changes in {store}',
    published: ['{app} was published', '{app} is published in {store}.'],
    yanked: ['{app} was withdrawn', '{app} is not offered in {store} any more.'],
    changed: ['{app} was changed', 'The page of {app} in {store} says something else.'],
    removed: ['{app} was removed', '{store} does not have {app} any more.'],
  },
  fr: {
    title: 'Ce qui change dans {store}',
    published: ['{app} : publication', '{app} est publié dans {store}.'],
    yanked: ['{app} : retrait', '{app} n’est plus proposé dans {store}.'],
    changed: ['{app} : modification', 'La page de {app} dans {store} dit autre chose.'],
    removed: ['{app} : suppression', '{store} n’a plus {app}.'],
  },
};

/** An empty store never changed, and a feed must say when it did. */
const NEVER = new Date(0);
/** What XML 1.0 cannot say at all. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const xml = (text: string) => escapeHtml(text.replace(forbidden, '\ufffd'));

/**
 * Changes of a store as an Atom feed (RFC 4287), in the language of the store.
 *
 * @param changes the last first
 * @param url of this deployment, without a slash at the end
 */
export function atomOf(store: Store, changes: readonly ChangeDto[], url: string): string {
  const { id, slug, name, locale } = store;
  const at = `${xml(url)}/v1/stores/${slug}`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>urn:uuid:${id}</id>
<title>${xml(words[locale].title.replace('{store}', () => name))}</title>
<updated>${(changes[0]?.at ?? NEVER).toISOString()}</updated>
<author><name>${xml(name)}</name></author>
<link rel="self" type="application/atom+xml" href="${at}/changes.atom"/>
<link rel="alternate" type="application/json" href="${at}/apps"/>
${changes.map((change) => entryOf(store, change, at)).join('\n')}
</feed>
`;
}

function entryOf(store: Store, change: ChangeDto, storeUrl: string): string {
  const { kind, app, version, at } = change;
  const values: Record<string, string> = { app: version === null ? app : `${app} ${version}`, store: store.name };
  const [title, summary] = words[store.locale][kind].map((text) =>
    xml(text.replace(/\{(app|store)\}/g, (_, of: string) => values[of] ?? '')),
  );
  return `<entry>
<id>urn:uuid:${idOf(store, change)}</id>
<title>${title}</title>
<updated>${at.toISOString()}</updated>
<link rel="alternate" type="application/json" href="${storeUrl}/apps/${encodeURIComponent(app)}"/>
<category term="${kind}"/>
<summary>${summary}</summary>
</entry>`;
}

/** The same in each answer. A store that came back from a backup gives a position again, to another change. */
function idOf({ id }: Store, { position, at }: ChangeDto): string {
  const bytes = createHash('sha256').update(`${id} ${position} ${at.getTime()}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(bytes);
}
