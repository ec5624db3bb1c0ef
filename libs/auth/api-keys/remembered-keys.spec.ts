import { hashSecret } from '#platform/access';
import { type KnownKey, RememberedKeys } from './remembered-keys.js';

/** Changes of keys, as other processes would announce them. */
class Changes {
  heard = true;
  announce: (id: string | undefined) => void = () => {};
  follow(onChange: (id: string | undefined) => void): () => void {
    this.announce = onChange;
    return () => {};
  }
}

const secret = 's'.repeat(43);
const credential = (prefix: string) => `palier_pk_${prefix}_${secret}`;
const keyOf = (id: string, expiresAt?: Date): KnownKey => ({
  principal: { kind: 'key', id, name: 'page', permissions: new Set(), tenantId: 't', ...(expiresAt && { expiresAt }) },
  hash: hashSecret(secret),
  usedAt: 0,
});

describe('remembered keys', () => {
  let changes: Changes;
  let keys: RememberedKeys;
  beforeEach(() => {
    changes = new Changes();
    keys = new RememberedKeys(changes, 3);
  });

  const keep = (name: string, key: KnownKey | undefined = keyOf(name), now?: number) =>
    keys.read(credential(name), async () => key, now);
  const idOf = (name: string, now?: number) => {
    const found = keys.recall(credential(name), now);
    return typeof found === 'object' ? found.principal.id : found;
  };

  it('are recalled for 30 seconds since they were read', async () => {
    await keep('a', keyOf('a'), 1_000);
    expect(idOf('a', 30_999)).toBe('a');
    expect(idOf('a', 31_000)).toBeUndefined();
  });

  it('are not recalled beyond their expiry', async () => {
    await keep('a', keyOf('a', new Date(Date.now() + 3_600_000)));
    await keep('b', keyOf('b', new Date(Date.now() - 1)));
    expect([idOf('a'), idOf('b')]).toEqual(['a', undefined]);
  });

  it('are as many as their bound, and unknown ones displace none of them', async () => {
    for (const name of ['a', 'b', 'c']) await keep(name);
    for (let i = 0; i < 1_100; i += 1) await keys.read(credential(`no${i}`), async () => undefined);
    expect(['a', 'b', 'c'].map((name) => idOf(name))).toEqual(['a', 'b', 'c']);
    expect([idOf('no0'), idOf('no1099')]).toEqual([undefined, 'refused']);
    await keep('d');
    expect(['a', 'b', 'c', 'd'].map((name) => idOf(name))).toEqual([undefined, 'b', 'c', 'd']);
  });

  it('are refused with another secret, and unknown ones for ten seconds', async () => {
    await keep('a');
    expect(keys.recall(credential('a').replace(/s$/, 'z'))).toBe('refused');
    await keys.read(credential('b'), async () => undefined, 1_000);
    expect([idOf('b', 10_999), idOf('b', 11_000)]).toEqual(['refused', undefined]);
  });

  it('are dropped when they change, and all when any may have', async () => {
    for (const name of ['a', 'b', 'c']) await keep(name);
    changes.announce('b');
    expect(['a', 'b', 'c'].map((name) => idOf(name))).toEqual(['a', undefined, 'c']);
    changes.announce(undefined);
    expect(['a', 'c'].map((name) => idOf(name))).toEqual([undefined, undefined]);
  });

  it('are neither kept nor shared where a change was announced while they were read', async () => {
    const { promise, resolve } = Promise.withResolvers<KnownKey>();
    const before = keys.read(credential('a'), () => promise);
    changes.announce('other');
    let reads = 0;
    const readAgain = async () => {
      reads += 1;
      return undefined;
    };
    const after = keys.read(credential('a'), readAgain);
    resolve(keyOf('a'));
    expect([(await before)?.principal.id, await after]).toEqual(['a', undefined]);
    expect([reads, idOf('a')]).toEqual([1, 'refused']);
  });

  it('are read once for all who ask meanwhile, and again after a failure', async () => {
    const failing = jest.fn(() => Promise.reject(new Error('away')));
    const both = await Promise.allSettled([1, 2].map(() => keys.read(credential('a'), failing)));
    expect([both.map(({ status }) => status), failing.mock.calls.length]).toEqual([['rejected', 'rejected'], 1]);
    await keep('a');
    expect(idOf('a')).toBe('a');
  });

  it('are neither recalled nor kept while changes are not heard', async () => {
    await keep('a');
    changes.heard = false;
    expect(idOf('a')).toBeUndefined();
    await keep('b');
    changes.heard = true;
    expect([idOf('a'), idOf('b')]).toEqual(['a', undefined]);
  });
});
