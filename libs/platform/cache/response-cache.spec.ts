import fc from 'fast-check';
import { Settings } from '#platform/config';
import type { CachedAnswer } from './cached-answer.js';
import type { Fill } from './fill.js';
import { ResponseCache } from './response-cache.js';

const answer = (text: string): CachedAnswer => ({
  body: Buffer.from(text),
  etag: `"${text}"`,
  contentType: 'application/json',
  encoding: undefined,
  headers: [],
});

const newCache = (bytes = 1_048_576) => new ResponseCache(Object.assign(new Settings(), { cacheMemoryBytes: bytes }));

/** One step: a reader looks up, a reader's query ends, or a write is acknowledged. */
const events = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('look' as const), key: fc.nat(2) }),
    fc.record({ kind: fc.constant('query' as const), which: fc.nat(5) }),
    fc.record({ kind: fc.constant('finish' as const), which: fc.nat(5), fails: fc.boolean() }),
    fc.record({ kind: fc.constant('write' as const), key: fc.nat(2) }),
  ),
  { maxLength: 80 },
);

describe('the response cache against a model', () => {
  it('never serves an answer older than a write acknowledged before the lookup', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (happenings) => {
        const cache = newCache();
        const truth = [0, 0, 0];
        const running: { fill: Fill; key: number; seen?: number }[] = [];
        const joined: Promise<void>[] = [];
        for (const event of happenings) {
          if (event.kind === 'look') {
            const acknowledged = truth[event.key] as number;
            const found = cache.lookup(`k${event.key}`, () => [`tenant tag${event.key}`], { ttl: 60 });
            const check = (served: CachedAnswer | undefined) => {
              if (served) expect(Number(served.body.toString())).toBeGreaterThanOrEqual(acknowledged);
            };
            if (found.kind === 'hit') check(found.answer);
            if (found.kind === 'join') joined.push(found.fill.answer.then(check));
            if (found.kind === 'fill') running.push({ fill: found.fill, key: event.key });
          }
          const reader = 'which' in event ? running[event.which % (running.length || 1)] : undefined;
          // The query takes its snapshot at some moment after the lookup, long before the fill ends.
          if (event.kind === 'query' && reader) reader.seen ??= truth[reader.key];
          if (event.kind === 'finish' && reader) {
            running.splice(running.indexOf(reader), 1);
            if (event.fails) reader.fill.abandon();
            else reader.fill.complete(answer(String(reader.seen ?? truth[reader.key])));
          }
          if (event.kind === 'write') {
            truth[event.key] = (truth[event.key] as number) + 1;
            cache.invalidate('tenant', [`tag${event.key}`]);
          }
        }
        for (const { fill } of running) fill.abandon();
        await Promise.all(joined);
      }),
      { numRuns: 500 },
    );
  });

  it('runs the handler once for concurrent misses, and gives each of them the answer', async () => {
    const cache = newCache();
    const looks = Array.from({ length: 20 }, () => cache.lookup('k', () => ['t a'], { ttl: 60 }));
    expect(looks.filter((look) => look.kind === 'fill')).toHaveLength(1);
    const [fill, ...waiting] = looks.map((look) => (look as { fill: Fill }).fill);
    const answers = waiting.map((each) => each.answer);
    fill?.complete(answer('once'));
    const others = await Promise.all(answers);
    expect(others.every((other) => other?.etag === '"once"')).toBe(true);
  });

  it('releases the requests that wait for a fill without an answer', async () => {
    const cache = newCache();
    const first = cache.lookup('k', () => ['t a'], { ttl: 60 }) as { fill: Fill };
    const second = cache.lookup('k', () => ['t a'], { ttl: 60 }) as { fill: Fill };
    first.fill.abandon();
    await expect(second.fill.answer).resolves.toBeUndefined();
    expect(cache.lookup('k', () => ['t a'], { ttl: 60 }).kind).toBe('fill');
  });

  it('keeps what a request made that had waited in vain, unless it was invalidated since that request began again', () => {
    const cache = newCache();
    const look = () => cache.lookup('k', () => ['t a'], { ttl: 60 }) as { kind: string; fill: Fill };
    const { fill } = look();
    fill.abandon();
    cache.invalidate('t', ['a']);
    fill.again().complete(answer('new'));
    expect(look()).toMatchObject({ kind: 'hit', answer: { etag: '"new"' } });
    const overtaken = fill.again();
    cache.invalidate('t', ['a']);
    overtaken.complete(answer('before the write'));
    expect(look().kind).toBe('fill');
  });

  it('leaves the answers of other tenants when one tenant invalidates', () => {
    const cache = newCache();
    for (const tenant of ['a', 'b']) {
      (cache.lookup(`${tenant} k`, () => [`${tenant} apps`], { ttl: 60 }) as { fill: Fill }).fill.complete(
        answer(tenant),
      );
    }
    cache.invalidate('a', ['apps']);
    expect(cache.lookup('a k', () => ['a apps'], { ttl: 60 }).kind).toBe('fill');
    expect(cache.lookup('b k', () => ['b apps'], { ttl: 60 }).kind).toBe('hit');
  });

  it('stays within its limit in bytes', () => {
    const cache = newCache(1_048_576);
    for (let i = 0; i < 1000; i += 1) {
      (cache.lookup(`k${i}`, () => ['t a'], { ttl: 60 }) as { fill: Fill }).fill.complete(answer('x'.repeat(10_000)));
      cache.lookup(`k${i}`, () => ['t a'], { ttl: 60 });
    }
    expect(cache.size().bytes).toBeLessThanOrEqual(1_048_576);
    expect(cache.size().entries).toBeGreaterThan(50);
  });

  it('keeps the answers of single users in a memory of their own, so that they evict no page', () => {
    const settings = Object.assign(new Settings(), { cacheMemoryBytes: 1_048_576, cacheUserMemoryBytes: 1_048_576 });
    const cache = new ResponseCache(settings);
    const page = () => cache.lookup('page', () => ['t a'], { ttl: 60 }) as { kind: string; fill: Fill };
    page().fill.complete(answer('page'));
    for (let i = 0; i < 1000; i += 1) {
      const own = () =>
        cache.lookup(`k${i}`, () => ['t a'], { ttl: 60, scope: 'user' }) as { kind: string; fill: Fill };
      own().fill.complete(answer('x'.repeat(10_000)));
      own();
    }
    expect(cache.size().bytes).toBeLessThan(1_100_000);
    expect(page().kind).toBe('hit');
  });

  it('forgets what is kept of one caller, and nothing of others nor any page', () => {
    const cache = newCache();
    const look = (key: string, tags: string[], scope: 'user' | 'public') =>
      cache.lookup(key, () => tags, { ttl: 60, scope }) as { kind: string; fill: Fill };
    const all = () => [
      look('one', ['t user:1', 't a'], 'user'),
      look('two', ['t user:2', 't a'], 'user'),
      look('page', ['t a'], 'public'),
    ];
    for (const { fill } of all()) fill.complete(answer('kept'));
    cache.invalidate('t', ['user:1']);
    expect(all().map(({ kind }) => kind)).toEqual(['fill', 'hit', 'hit']);
    cache.invalidate('t', ['a']);
    expect(
      all()
        .slice(1)
        .map(({ kind }) => kind),
    ).toEqual(['fill', 'fill']);
  });

  it('keeps answers that were requested twice, however many others are requested once', () => {
    const cache = newCache();
    const ask = (key: string) => {
      const found = cache.lookup(key, () => ['t a'], { ttl: 60 });
      if (found.kind === 'fill') found.fill.complete(answer('x'.repeat(10_000)));
      return found.kind;
    };
    for (let i = 0; i < 50; i += 1) expect([ask(`used ${i}`), ask(`used ${i}`)]).toEqual(['fill', 'hit']);
    for (let i = 0; i < 1000; i += 1) ask(`once ${i}`);
    for (let i = 0; i < 50; i += 1) expect(ask(`used ${i}`)).toBe('hit');
  });
});

describe('a stale copy', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('is served while one caller refreshes, and never once it was invalidated', () => {
    const cache = newCache();
    (cache.lookup('k', () => ['t a'], { ttl: 10 }) as { fill: Fill }).fill.complete(answer('old'));
    jest.advanceTimersByTime(10_500);
    const refresher = cache.lookup('k', () => ['t a'], { ttl: 10 }) as { kind: string; fill: Fill };
    expect(refresher.kind).toBe('fill');
    expect(refresher.fill.stale?.etag).toBe('"old"');
    expect(cache.lookup('k', () => ['t a'], { ttl: 10 })).toMatchObject({ kind: 'hit', stale: true });
    cache.invalidate('t', ['a']);
    expect(cache.lookup('k', () => ['t a'], { ttl: 10 })).toMatchObject({ kind: 'fill', fill: { stale: undefined } });
  });

  const kept = (freshForMs?: number) => {
    const cache = newCache();
    (cache.lookup('k', () => ['t a'], { ttl: 10 }) as { fill: Fill }).fill.complete(answer('old'), freshForMs);
    return () => cache.lookup('k', () => ['t a'], { ttl: 10 }) as { kind: string; fill: Fill };
  };

  it('is stale from the very millisecond, and is no longer served after twice its freshness', () => {
    const look = kept();
    jest.advanceTimersByTime(9_999);
    expect(look()).toMatchObject({ kind: 'hit', stale: false, ttl: 1 });
    jest.advanceTimersByTime(1);
    expect(look()).toMatchObject({ kind: 'fill', fill: { stale: { etag: '"old"' } } });
    jest.advanceTimersByTime(9_999);
    expect(look()).toMatchObject({ kind: 'hit', stale: true, ttl: -9 });
    jest.advanceTimersByTime(1);
    expect(look().kind).toBe('join');
  });

  it('is fresh for the rest of its time only, when another process made it', () => {
    const look = kept(4_000);
    jest.advanceTimersByTime(4_000);
    expect(look().kind).toBe('fill');
    jest.advanceTimersByTime(9_999);
    expect(look()).toMatchObject({ kind: 'hit', stale: true });
    jest.advanceTimersByTime(1);
    expect(look().kind).toBe('join');
  });

  it.each([
    ['public', 86_399_999, '"old"'],
    ['public', 86_400_000, undefined],
    ['tenant', 599_999, '"old"'],
    ['tenant', 600_000, undefined],
    ['user', 599_999, '"old"'],
    ['user', 600_000, undefined],
  ] as const)(
    'is offered to readers of scope %s in case the database is unavailable: %d ms past its freshness',
    (scope, ms, etag) => {
      const cache = newCache();
      const look = () => cache.lookup('k', () => ['t a'], { ttl: 10, scope }) as { kind: string; fill: Fill };
      look().fill.complete(answer('old'));
      jest.advanceTimersByTime(10_000 + ms);
      expect(look().fill.stale?.etag).toBe(etag);
    },
  );

  it('is refreshed by one caller, also when an invalidated refresh ends meanwhile', () => {
    const cache = newCache();
    const look = () => cache.lookup('k', () => ['t a'], { ttl: 10 }) as { kind: string; fill: Fill };
    const [overtaken] = [look(), cache.invalidate('t', ['a'])];
    expect(look().kind).toBe('fill');
    overtaken.fill.complete(answer('before the write'));
    expect(look().kind).toBe('join');
  });

  it('is not replaced by an invalidated refresh', () => {
    const cache = newCache();
    const look = () => cache.lookup('k', () => ['t a'], { ttl: 10 }) as { kind: string; fill: Fill };
    const [overtaken] = [look(), cache.invalidate('t', ['a'])];
    look().fill.complete(answer('after the write'));
    overtaken.fill.complete(answer('before the write'));
    expect(look()).toMatchObject({ kind: 'hit', answer: { etag: '"after the write"' } });
  });
});
