import type { Principal } from '#platform/access';
import type { Problem } from '#platform/problems';
import { StreamPlaces } from './stream-places.js';

const refusalOf = (take: () => unknown) => {
  try {
    take();
    return undefined;
  } catch (error) {
    return (error as Problem).options.extensions;
  }
};

/** Places, and who has one: `public` streams of an address each, others of a key each. */
function places() {
  const all = new StreamPlaces(5000);
  const open = new Map<string, () => void>();
  const openOf = (tenantId: string) => [...open.keys()].filter((name) => name.startsWith(`${tenantId} `));
  const end = (name: string) => {
    open.get(name)?.();
    open.delete(name);
  };
  const take = (tenantId: string, n: number, kind: 'key' | 'public' = 'key', each = n) => {
    const name = `${tenantId} ${kind} ${n}`;
    const principal = kind === 'key' ? ({ kind, tenantId, id: `${each}` } as unknown as Principal) : undefined;
    open.set(name, all.take({ principal, address: `${each}`, tenantId, end: () => end(name) }));
  };
  /** Takes places until there is none. @returns the refusal */
  const fill = (tenantId: string, kind: 'key' | 'public' = 'key') => {
    for (let n = 0; ; n += 1) {
      const refusal = refusalOf(() => take(tenantId, n, kind));
      if (refusal) return refusal;
    }
  };
  return { take, fill, end, openOf };
}

it('gives a tenant all places that are free', () => {
  const { fill, end, take, openOf } = places();
  expect(fill('t')).toEqual({ fullOf: 'server' });
  expect(openOf('t')).toHaveLength(5000);
  end('t key 7');
  take('t', 5000);
  expect(refusalOf(() => take('t', 5001))).toEqual({ fullOf: 'server' });
});

it('gives a tenant places of those that have more, the newest first, until all have as many', () => {
  const { fill, take, openOf } = places();
  fill('large');
  take('small', 0);
  expect([openOf('small').length, openOf('large').length, openOf('large').at(-1)]).toEqual([1, 4999, 'large key 4998']);
  expect(refusalOf(() => take('large', 6000))).toEqual({ fullOf: 'server' });
  for (const tenant of ['b', 'c', 'd', 'e', 'f']) expect(fill(tenant)).toEqual({ fullOf: 'server' });
  const counts = ['large', 'b', 'c', 'd', 'e', 'f'].map((tenant) => openOf(tenant).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4999);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(openOf('small')).toHaveLength(1);
});

it('gives half of the places at most to those without a caller, and of these each store its share', () => {
  const { fill, take, openOf } = places();
  expect(fill('t', 'public')).toEqual({ fullOf: 'server' });
  expect(openOf('t')).toHaveLength(2500);
  expect(fill('other', 'public')).toEqual({ fullOf: 'server' });
  expect([openOf('t').length, openOf('other').length]).toEqual([1250, 1250]);
  fill('t');
  expect(openOf('t').filter((name) => name.includes('key'))).toHaveLength(2500);
  take('third', 0);
  take('third', 1, 'public');
  expect(openOf('third')).toHaveLength(2);
  expect(openOf('t').length + openOf('other').length).toBe(4998);
});

it('gives ten to a key and twenty to an address, and tells whose are taken', () => {
  const { take, end } = places();
  for (let n = 0; n < 10; n += 1) take('t', n, 'key', 1);
  expect(refusalOf(() => take('t', 10, 'key', 1))).toEqual({ fullOf: 'caller' });
  end('t key 3');
  take('t', 10, 'key', 1);
  expect(refusalOf(() => take('t', 11, 'key', 1))).toEqual({ fullOf: 'caller' });
  for (let n = 0; n < 20; n += 1) take('t', n, 'public', 1);
  expect(refusalOf(() => take('t', 20, 'public', 1))).toEqual({ fullOf: 'caller' });
});
