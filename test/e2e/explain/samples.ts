const uuid = '018f0000-0000-7000-8000-000000000009';
const time = '2026-01-01T00:00:00.000Z';
const nameKey = '7f';
const app = ['{"path":"index.js","bytes":1}'];

/** Sample values of every statement whose name is not made of parts. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  'access.api-keys.by-prefix': ['abcdefgh'],
  'access.api-keys.insert': [uuid, 'abcdefgh', '\\x00', 'key', ['*']],
  'access.api-keys.touch': [uuid],
  'access.api-keys.revoke': ['abcdefgh'],
  'access.api-keys.live-after': ['abcdefgh', 500],
  'access.api-keys.revoke-named': ['key 1'],
  'access.api-keys.live-named': ['key 1'],
  'access.api-keys.lock-named': ['key 1'],
  'degradation.present': [],
  'degradation.set': [1, ''],
  'flags.all': [],
  'flags.lock': ['catalog.tags'],
  'flags.by-name': ['catalog.tags'],
  'flags.write': ['catalog.tags', true, 100, [], [], [], []],
  'flags.clear': ['catalog.tags'],
  'tenants.directory.version': [],
  'tenants.directory.after-id': [uuid, 1000],
  'tenants.directory.changed-after': [1, uuid, 1000],
  'cache.announce-invalidation': ['{}'],
  'tenants.directory.announce': [],
  'tenants.tenants.by-slug': ['tenant-1'],
  'tenants.tenants.insert': [uuid, 'new', 'New', 'new', 'new', 'wistant', 'free', []],
  'tenants.tenants.update': ['tenant-1', 1, 'New', 'new', 'new', 'free', []],
  'tenants.tenants.suspend': ['tenant-1', null],
  'tenants.tenants.resume': ['tenant-1'],
  'catalog.apps.by-slug': ['app-1'],
  'catalog.apps.first': [],
  'catalog.apps.total': [],
  'catalog.tags.count': ['kind-1'],
  'catalog.tags.total': [],
  'catalog.tags.after.-apps': [21, -30, 'word-1'],
  'catalog.tags.after.tag': [21, 'word-1'],
  'catalog.tags.at.-apps': [20, 40],
  'catalog.tags.at.tag': [20, 40],
  'catalog.imports.lock': [uuid],
  'catalog.imports.known': [['npm:app-1', 'npm:app-2']],
  'catalog.imports.taken-slugs': [['app-1', 'app-2']],
  'catalog.imports.save-apps': [uuid, [uuid], ...Array(10).fill(['a']), app, [1], [1], ['a']],
  'catalog.imports.remove-other-tags': [[uuid], [uuid], ['kind-1']],
  'catalog.imports.add-tags': [[uuid], ['kind-1']],
};

const filters = { search: '%7f3%', product: 'wistant', plan: 'pro', state: 'suspended' };

/** Names made of parts: `catalog.apps.tagged-after.-name`, `tenants.list.product.plan.name.offset`. */
const patterns: readonly [RegExp, (...parts: string[]) => readonly unknown[]][] = [
  [/^catalog\.apps\.after\.(.+)$/, (sort) => [21, keyOf(sort), uuid]],
  [/^catalog\.apps\.tagged-after\.(.+)$/, (sort) => [21, keyOf(sort), uuid, 'kind-1']],
  [/^catalog\.apps\.at\./, () => [20, 100]],
  [/^catalog\.apps\.tagged-at\./, () => [20, 100, 'kind-1']],
  [/^tenants\.list(.*?)\.(-?\w+)\.after$/, (by = '', sort) => [...filterValues(by), keyOf(sort), uuid, 21]],
  [/^tenants\.list(.*?)\.(-?\w+)\.offset$/, (by = '') => [...filterValues(by), 20, 100]],
  [/^tenants\.total(.*)$/, (by = '') => filterValues(by)],
];

/** The values to explain a statement with; undefined when nobody gave any. */
export function sampleOf(name: string): readonly unknown[] | undefined {
  const [pattern, values] = patterns.find(([pattern]) => pattern.test(name)) ?? [];
  return samples[name] ?? (pattern && values?.(...(pattern.exec(name) ?? []).slice(1)));
}

const keyOf = (sort = '') => (sort.endsWith('name') ? nameKey : time);
const filterValues = (by: string) =>
  Object.entries(filters).flatMap(([name, value]) => (by.includes(name) ? value : []));
