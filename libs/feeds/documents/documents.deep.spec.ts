// Real: the threads, as compiled into dist, and what they run. Faked: the fetching, the clock after which a thread is asked for
// its CPU time and what it answers, and the number of cores.
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { BoundedThreads } from '#platform/threads';
import { until } from '../../../test/support/until.js';
import { Documents } from './documents.js';

const made = (cores: number) => {
  jest.spyOn(os, 'availableParallelism').mockReturnValue(cores);
  return new Documents();
};
const documents = made(4);
afterAll(() => documents.onApplicationShutdown());
/** Seconds that threads have used when they are asked. */
const used = (seconds: number) => ({ user: seconds * 1e6, system: 0 });
beforeEach(() => jest.spyOn(Worker.prototype, 'cpuUsage').mockResolvedValue(used(3600)));
afterEach(() => jest.restoreAllMocks());

/**
 * Has the clock of the limit, which is set for ten seconds or some more, ring by these signals in turn; others go by themselves.
 * Counts how often it was set.
 */
function ringBy(...signals: AbortSignal[]) {
  const real = AbortSignal.timeout.bind(AbortSignal);
  let set = 0;
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const mine = ms >= 10_000 && ms < 20_000 ? signals[set] : undefined;
    if (mine) set += 1;
    return mine ?? real(ms);
  });
  return () => set;
}

const reader = { tenantId: 'team' };
const fetched = (text: string) => ({
  body: new TextEncoder().encode(text),
  url: 'https://blog.example/feed',
  contentType: null,
});
const rss = (items: string) => `<rss version="2.0"><channel><title>Notes</title>${items}</channel></rss>`;
/** Feedsmith reads these brackets in quadratic time: half a minute. */
const slow = rss(`<item><author>${'('.repeat(200_000)}</author></item>`);
const refusal = (code: string, status = 422) => ({
  code,
  status,
  detail: { en: expect.not.stringContaining('{'), fr: expect.not.stringContaining('{') },
});

it('a feed is read in a thread', async () => {
  const feed = await documents.parseFeed(fetched(rss('<item><title>One</title></item>')), reader);
  expect(feed).toMatchObject({ format: 'rss', title: 'Notes', posts: [{ title: 'One' }] });
});

it('the feeds of a page are found in a thread, and the lines of an OPML file', async () => {
  const page = '<link rel="alternate" type="application/rss+xml" href="/rss">';
  expect(await documents.discoverFeeds(fetched(page), reader)).toEqual({
    feed: null,
    links: [{ url: 'https://blog.example/rss', title: null }],
  });
  const { body } = fetched('<opml><body><outline text="A" xmlUrl="https://a.example/"/></body></opml>');
  expect(await documents.parseOpml(body, reader)).toEqual([
    { url: 'https://a.example/', title: 'A', folder: null, tags: [] },
  ]);
});

it('bytes in a buffer of their own are moved, others are copied', async () => {
  const own = fetched(rss('<item/>'));
  const pooled = { ...own, body: Buffer.from(rss('<item/>')) };
  await Promise.all([documents.parseFeed(own, reader), documents.parseFeed(pooled, reader)]);
  expect([own.body.length, pooled.body.length]).toEqual([0, rss('<item/>').length]);
});

it.each([
  ['not_a_feed', '<html><body>Hello</body></html>'],
  ['not_a_feed', '{"a":1}'],
  ['not_a_feed', ''],
  ['feed_malformed', '<rss version="2.0"><channel><title>'],
  ['feed_too_large', rss('<item><title>x</title></item>'.repeat(20_001))],
])('%s: what is no readable feed is refused', async (code, text) => {
  await expect(documents.parseFeed(fetched(text), reader)).rejects.toMatchObject(refusal(code));
});

it.each([
  ['opml_malformed', 'hello'],
  ['opml_too_large', `<opml><body>${'<outline xmlUrl="https://a.example/"/>'.repeat(5001)}</body></opml>`],
])('%s: what is no readable OPML is refused', async (code, text) => {
  await expect(documents.parseOpml(fetched(text).body, reader)).rejects.toMatchObject(refusal(code));
});

it('a document that takes too long is given up with its thread, and the next one is read', async () => {
  const clock = new AbortController();
  const set = ringBy(AbortSignal.abort(), clock.signal);
  await expect(documents.parseFeed(fetched(slow), reader)).rejects.toMatchObject(refusal('feed_parse_timeout'));
  expect(AbortSignal.timeout).toHaveBeenCalledWith(10_000);
  const reading = documents.parseFeed(fetched(slow), reader);
  await until(() => set() === 2);
  // The slow document has the only thread that its tenant may have at once.
  await Promise.all([1, 2, 3].map(() => documents.parseFeed(fetched(rss('')), { tenantId: 'other' })));
  clock.abort();
  await expect(reading).rejects.toMatchObject(refusal('feed_parse_timeout'));
  expect(await documents.parseFeed(fetched(rss('')), reader)).toMatchObject({ title: 'Notes' });
});

it('a document is not given up for the time that passes while its thread waits for a core', async () => {
  const clock = new AbortController();
  const rung = AbortSignal.abort();
  const set = ringBy(rung, rung, rung, clock.signal);
  const asked = jest.spyOn(Worker.prototype, 'cpuUsage').mockResolvedValue(used(0));
  const reading = documents.parseFeed(fetched(slow), reader);
  await until(() => set() === 4);
  expect(asked).toHaveBeenCalledTimes(3);
  asked.mockResolvedValue(used(3600));
  clock.abort();
  await expect(reading).rejects.toMatchObject(refusal('feed_parse_timeout'));
});

it('a thread that stands still is given up', async () => {
  const clock = new AbortController();
  const set = ringBy(clock.signal);
  jest.spyOn(Worker.prototype, 'cpuUsage').mockResolvedValue(used(0));
  const reading = documents.parseFeed(fetched(slow), reader);
  await until(() => set() === 1);
  const later = performance.now() + 3600_000;
  jest.spyOn(performance, 'now').mockReturnValue(later);
  clock.abort();
  await expect(reading).rejects.toMatchObject(refusal('feed_parse_timeout'));
});

it.each([
  ['has a core', undefined],
  ['waits for a core', { user: 1234, system: 0 }],
])('a thread that %s is asked for its CPU time while its task keeps it busy', async (_, answer) => {
  jest.restoreAllMocks();
  if (answer) jest.spyOn(Worker.prototype, 'cpuUsage').mockResolvedValue(answer);
  const file = 'feeds/documents/document-thread.js';
  const threads = new BoundedThreads({ file, threads: 1, heapMegabytes: 512, newMegabytes: 16, seconds: 0.3 });
  const { body, ...document } = fetched(slow);
  const task = { name: 'feed', document, digests: null };
  await expect(threads.run(task, body)).rejects.toMatchObject({ reason: 'time' });
  await threads.end();
});

it.each([1, 2])('on %d cores one document is read at a time', async (cores) => {
  const few = made(cores);
  const ended: string[] = [];
  const clock = new AbortController();
  const begun = Promise.withResolvers<void>();
  jest.spyOn(AbortSignal, 'timeout').mockImplementationOnce(() => {
    begun.resolve();
    return clock.signal;
  });
  const first = few.parseFeed(fetched(slow), reader).catch(() => ended.push('first'));
  const second = few.parseFeed(fetched(rss('')), reader).then(() => ended.push('second'));
  await begun.promise;
  // A thread has read something, beside the first document where it could.
  await documents.parseFeed(fetched(rss('<item><title>x</title></item>'.repeat(5000))), reader);
  clock.abort();
  await Promise.all([first, second]);
  await few.onApplicationShutdown();
  expect(ended).toEqual(['first', 'second']);
});

it('the time of a document is counted from when a thread has begun with it', async () => {
  const begun: boolean[] = [];
  const waits = jest.spyOn(Atomics, 'waitAsync');
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const [flag] = waits.mock.lastCall as unknown as [Int32Array];
    begun.push(Atomics.load(flag, 0) > 0);
    return new AbortController().signal;
  });
  const cold = new Documents();
  await cold.parseFeed(fetched(rss('')), reader);
  // Documents of other tests, which were never begun with, may be given up meanwhile.
  await until(() => begun.includes(true));
  await cold.onApplicationShutdown();
});

it('a document that takes too much memory ends its thread alone', async () => {
  // Feedsmith keeps a string for each of them.
  // On a slow machine the time is up before.
  jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(new AbortController().signal);
  const full = rss(`<item><description>${'&'.repeat(9_000_000)}</description></item>`);
  await expect(documents.parseFeed(fetched(full), reader)).rejects.toMatchObject(refusal('feed_too_large'));
  expect(await documents.parseFeed(fetched(rss('')), reader)).toMatchObject({ title: 'Notes' });
});

describe('while documents of a tenant take all the time that they may,', () => {
  const list = () => fetched('<opml><body><outline xmlUrl="https://a.example/"/></body></opml>').body;
  const busy = { ...refusal('documents_busy', 503), options: { headers: { 'retry-after': expect.any(String) } } };
  /** Ends the slow ones. */
  let clock: AbortController;

  /** Reads slow documents, and waits until some of them are being read. */
  async function hold(readers: Documents, tenants: readonly string[], running: number): Promise<Promise<unknown>[]> {
    clock = new AbortController();
    const begun = Array.from({ length: running }, () => Promise.withResolvers<void>());
    const times = jest.spyOn(AbortSignal, 'timeout');
    for (const { resolve } of begun)
      times.mockImplementationOnce(() => {
        resolve();
        return clock.signal;
      });
    const slowOnes = tenants.map((tenantId) =>
      readers.parseFeed(fetched(slow), { tenantId }).catch(({ code }) => code),
    );
    await Promise.all(begun.map(({ promise }) => promise));
    return slowOnes;
  }

  it('those of others are read in another thread', async () => {
    const slowOnes = await hold(documents, Array(10).fill('team'), 1);
    let ended = 0;
    for (const each of slowOnes)
      void each.then(() => {
        ended += 1;
      });
    expect(await documents.parseOpml(list(), { tenantId: 'other' })).toHaveLength(1);
    expect(await documents.parseFeed(fetched(rss('')), { tenantId: 'another' })).toMatchObject({ title: 'Notes' });
    // Nor do its feeds stop what its own people ask for.
    expect(await documents.parseOpml(list(), reader)).toHaveLength(1);
    // They waited for none of these.
    expect(ended).toBe(0);
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    clock.abort();
    expect(await Promise.all(slowOnes)).toEqual(Array(10).fill('feed_parse_timeout'));
  });

  it('eight files of a tenant wait, 32 of all, and one tenant with fewer finds a place', async () => {
    const slowOnes = await hold(documents, ['one', 'two'], 2);
    const ask = (tenantId: string) => documents.parseOpml(list(), { tenantId });
    const eight = (n: number) => Array.from({ length: 8 }, () => ask(`team ${n}`));
    const waiting = eight(1);
    await expect(ask('team 1')).rejects.toMatchObject(busy);
    // Of the same tenant, for a job.
    const page = documents.discoverFeeds(fetched(rss('')), { tenantId: 'team 1' });
    waiting.push(...[2, 3, 4].flatMap(eight));
    const ends = Promise.allSettled(waiting);
    const small = ask('small');
    // The newest of a tenant that has the most places.
    await expect(waiting[31]).rejects.toMatchObject(busy);
    clock.abort();
    expect(await Promise.all(slowOnes)).toEqual(Array(2).fill('feed_parse_timeout'));
    expect(await small).toHaveLength(1);
    expect(await page).toMatchObject({ feed: { title: 'Notes' } });
    expect((await ends).filter(({ status }) => status === 'fulfilled')).toHaveLength(31);
  });

  it('one that a job waits for is not read once the job has stopped', async () => {
    const slowOnes = await hold(documents, ['one', 'two'], 2);
    const job = new AbortController();
    const asked = { tenantId: 'three', signal: job.signal };
    const waiting = [documents.parseFeed(fetched(rss('')), asked), documents.discoverFeeds(fetched(rss('')), asked)];
    job.abort(new Error('stopped'));
    for (const each of waiting) await expect(each).rejects.toThrow('stopped');
    clock.abort();
    await Promise.all(slowOnes);
  });
});
