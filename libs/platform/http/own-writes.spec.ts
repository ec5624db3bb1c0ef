// Real: the caches of two processes, their invalidations and positions. Faked: Redis, NOTIFY and the clock.
import type { FastifyReply } from 'fastify';
import type { Principal } from '#platform/access';
import { type CachedAnswer, fillOf } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { pageRequest, pageRoute } from '../../../test/support/page-request.js';
import { SimulatedDeployment, type SimulatedProcess } from '../../../test/support/simulated-deployment.js';
import { CachedAnswers } from './answer-from-cache.js';
import { KnownUrls } from './known-urls.js';
import type { RequestContext } from './request-context.js';

type Process = SimulatedProcess<CachedAnswers>;

const own: CachePolicy = { ttl: 300, scope: 'user', tags: () => ['list'] };
const page: CachePolicy = { ttl: 300, tags: () => ['list'] };
const shared: CachePolicy = { ttl: 300, scope: 'tenant', tags: () => ['list'] };
const member = (id: string): Principal => ({
  ...{ kind: 'member', id, name: '', permissions: new Set<string>(), tenantId: 'a' },
  session: { id: 's', role: 'member' },
});
const [ann, bob] = [member('ann'), member('bob')];

let deployment: SimulatedDeployment<CachedAnswers>;
let one: Process;
let two: Process;
beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  deployment = await SimulatedDeployment.start(CachedAnswers, KnownUrls);
  [one, two] = deployment.processes as [Process, Process];
});
afterEach(async () => {
  await deployment.end();
  jest.useRealTimers();
});

/** Lets the pings of this time be sent and come back. */
async function wait(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 200) {
    jest.advanceTimersByTime(Math.min(left, 200));
    await deployment.settle();
  }
}

type Headers = Readonly<Record<string, string>>;

/** What a process sends; where it keeps nothing that it may send, its handler sends `made`. */
async function read(
  process: Process,
  policy: CachePolicy,
  { headers = {}, made = 'new', caller = ann, route = pageRoute(), tenant = 'a' }: Partial<Reading> = {},
) {
  const { context, raw, response, sent } = pageRequest(tenant, headers, route);
  const reader = caller === 'anyone' ? undefined : { principal: caller, admitAgain: () => {} };
  const done = process.answers.answer(policy, context as unknown as RequestContext, reader);
  await deployment.settle();
  if (await done) return { sent: sent() };
  const fill = fillOf(raw);
  fill?.complete(answer(made));
  response.close();
  return { sent: made, stale: fill?.stale?.body };
}

interface Reading {
  readonly headers: Headers;
  readonly made: string;
  readonly caller: Principal | 'anyone';
  readonly tenant: string;
  readonly route: ReturnType<typeof pageRoute>;
}

/** The headers of the answer to a write, or to a read that shows that an operation has ended. */
function written(
  process: Process,
  { status = 200, sent = {}, asked = {} as Headers, kind = 'wrote' as 'wrote' | 'showed', showsEnd = false } = {},
): Headers {
  const given: Record<string, string> = {};
  const reply = {
    statusCode: status,
    hasHeader: (name: string) => name in sent,
    header: (name: string, value: string) => Object.assign(given, { [name.toLowerCase()]: value }),
  };
  const context = { ...pageRequest('a', asked).context, showsEnd } as unknown as RequestContext;
  process.answers[kind](context, ann, reply as unknown as FastifyReply);
  return given;
}

/** As a position whose last character another process has signed. */
function forge(position: string): string {
  return position.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
}

const wrote = (position = '') => ({ headers: { 'palier-wrote': position } });
/** The headers with which a client tells that it received the answer to an earlier write once more. */
const wroteAgain = (process: Process) =>
  wrote(written(process, { status: 201, sent: { 'idempotency-replayed': 'true' } })['palier-wrote']);
const old = { made: 'old' };

/** Lets a process hear only some of what is published. */
function hearOnly({ notifications }: Process, which: (message: { from: string; ping?: number }) => boolean): void {
  const hear = notifications.hear.bind(notifications);
  notifications.hear = (payload) => void (which(JSON.parse(payload)) && hear(payload));
}

const answer = (body: string): CachedAnswer => ({
  ...{ body, etag: `"${body}"`, contentType: 'text/plain', encoding: undefined, headers: [] },
});

it('an answer that is sent again tells of a write whose invalidations may have reached no process yet', async () => {
  for (const process of [one, two]) await read(process, shared, old);
  await wait(600);
  // The process that made the write died before it told of its invalidations.
  const again = wroteAgain(two);
  await deployment.settle();
  for (const process of [one, two]) {
    expect(await read(process, shared)).toEqual({ sent: 'old' });
    expect((await read(process, shared, again)).sent).toBe('new');
  }
  await wait(11_000);
  expect(await read(one, shared, { ...again, made: 'newer' })).toEqual({ sent: 'new' });
});

it.each([404, 409, 410, 412])(
  'a refusal with %i may be due to a write of before, whose answer was lost',
  async (status) => {
    await read(one, shared, old);
    await wait(600);
    // The process that made the write died before it told of its invalidations.
    const { 'palier-wrote': position } = written(two, { status });
    expect(await read(one, shared, { ...wrote(position), caller: bob })).toEqual({ sent: 'old' });
    expect((await read(one, shared, wrote(position))).sent).toBe('new');
  },
);

describe('an answer that shows that an operation has ended', () => {
  it('tells of what any process wrote, for all of its tenant, and forgets nothing', async () => {
    const of = (tenant: string): Partial<Reading> => ({ tenant, caller: 'anyone' });
    for (const tenant of ['a', 'b']) await read(one, page, { ...old, ...of(tenant) });
    await read(one, shared, old);
    await read(one, own, old);
    await wait(600);
    const { 'palier-wrote': position } = written(two, { kind: 'showed' });
    await deployment.settle();
    expect([await read(one, own), await read(one, shared)]).toEqual([{ sent: 'old' }, { sent: 'old' }]);
    expect(await read(one, page, { ...wrote(position), ...of('b') })).toEqual({ sent: 'old' });
    expect((await read(one, page, { ...wrote(position), ...of('a') })).sent).toBe('new');
    expect((await read(one, shared, { ...wrote(position), caller: bob })).sent).toBe('new');
    expect((await read(one, own, wrote(position))).sent).toBe('new');
    // What was made since the position answers all who carry it.
    expect(await read(one, shared, { ...wrote(position), made: 'newer' })).toEqual({ sent: 'new' });
  });

  it('gives on the positions that its client sent, and gives browsers a cookie', () => {
    const { 'palier-wrote': earlier = '' } = written(one);
    const asked = { 'palier-wrote': earlier, 'sec-fetch-site': 'same-origin' };
    const { 'palier-wrote': position = '', 'set-cookie': cookie } = written(two, { kind: 'showed', asked });
    expect(position.split('~')).toEqual([expect.stringMatching(/^-{8}\.0\./), earlier]);
    expect(cookie).toContain(`Palier-Wrote=${position}; Max-Age=2;`);
  });

  it('tells of that beside its own write where it answers one', () => {
    const positions = written(one, { showsEnd: true })['palier-wrote']?.split('~');
    expect(positions).toEqual([expect.stringMatching(/^[\w-]{8}\.\w+/), expect.stringMatching(/^-{8}\.0\./)]);
  });
});

it('an answer that is sent again counts for its caller and for public pages of its tenant, and for nobody else', async () => {
  const pages = (tenant: string): Partial<Reading> => ({ tenant, caller: 'anyone' });
  for (const tenant of ['a', 'b']) await read(one, page, { ...old, ...pages(tenant) });
  await read(one, shared, old);
  await wait(600);
  const again = wroteAgain(two);
  // Of the same role, so that they share what is kept.
  expect(await read(one, shared, { ...again, caller: bob })).toEqual({ sent: 'old' });
  expect(await read(one, page, { ...again, ...pages('b') })).toEqual({ sent: 'old' });
  expect((await read(one, shared, again)).sent).toBe('new');
  expect((await read(one, page, { ...again, ...pages('a') })).sent).toBe('new');
});

it('of many who carry an answer that was sent again one makes the page, and all others receive it', async () => {
  await read(one, page, { ...old, caller: 'anyone' });
  await wait(600);
  const { headers } = wroteAgain(two);
  const ask = () => {
    const { context, raw, sent } = pageRequest('a', headers);
    return { done: one.answers.answer(page, context as unknown as RequestContext), fill: () => fillOf(raw), sent };
  };
  const asked = Array.from({ length: 45 }, ask);
  const fills = asked.flatMap(({ fill }) => fill() ?? []);
  expect(fills).toHaveLength(1);
  fills[0]?.complete(answer('new'));
  await Promise.all(asked.map(({ done }) => done));
  expect(asked.map(({ sent }) => sent())).toEqual([undefined, ...Array(44).fill('new')]);
  expect(await read(one, page, { headers, caller: 'anyone', made: 'newer' })).toEqual({ sent: 'new' });
  // A later one asks for what was read since.
  await wait(600);
  expect((await read(one, page, { ...wroteAgain(two), caller: 'anyone', made: 'newer' })).sent).toBe('newer');
});

it('an answer that is being made for others is no answer to who carries a later one that was sent again', async () => {
  const { context, raw } = pageRequest('a');
  const begun = one.answers.answer(page, context as unknown as RequestContext);
  await wait(600);
  expect((await read(one, page, { ...wroteAgain(two), caller: 'anyone' })).sent).toBe('new');
  fillOf(raw)?.complete(answer('old'));
  expect(await begun).toBe(false);
});

it('an answer that is made for others, since one was sent again, is that of who carries it', async () => {
  const again = wroteAgain(two);
  await read(one, shared);
  expect(await read(one, shared, { ...again, made: 'newer' })).toEqual({ sent: 'new' });
});

it('a process that hears of no invalidation has no copy for whom it may be older than their own write', async () => {
  await read(two, own, old);
  await wait(600);
  two.notifications.freeze();
  await one.commit('a', ['list']);
  const mine = wrote(written(one)['palier-wrote']);
  await wait(70_000);
  expect((await read(two, own, old)).stale).toBe('old');
  expect((await read(two, own, mine)).stale).toBeUndefined();
});

it('a write drops what is kept of its caller on every process, whatever it was declared with, and nothing of others', async () => {
  const declared: CachePolicy = { ttl: 300, scope: 'user', tags: () => [] };
  for (const process of [one, two])
    for (const caller of [ann, bob]) await read(process, declared, { made: 'old', caller });
  await wait(600);
  written(one);
  await deployment.settle();
  for (const process of [one, two]) {
    expect((await read(process, declared)).sent).toBe('new');
    expect(await read(process, declared, { caller: bob })).toEqual({ sent: 'old' });
  }
});

it('callers who request one URL, whose route is remembered, get each their own answer', async () => {
  const route = pageRoute();
  await read(one, own, { made: 'of ann', route });
  await read(one, own, { made: 'of bob', caller: bob, route });
  await wait(600);
  expect(await read(one, own, { route })).toEqual({ sent: 'of ann' });
  expect(await read(one, own, { caller: bob, route })).toEqual({ sent: 'of bob' });
});

describe('a position', () => {
  it('is given with each answer to a write but a refusal', () => {
    const given = (status: number) => 'palier-wrote' in written(one, { status });
    expect([200, 202, 204, 302, 404, 409, 410, 412, 500, 503].filter((status) => !given(status))).toEqual([]);
    expect([400, 401, 403, 413, 422, 428, 429].filter(given)).toEqual([]);
  });

  it('is heeded as a header and as a cookie, and by nobody who forges it', async () => {
    const { 'palier-wrote': reached } = written(two);
    written(one);
    await deployment.settle();
    await read(two, own, old);
    await wait(600);
    hearOnly(two, ({ ping }) => ping !== undefined);
    const asked = { origin: 'https://shop.example' };
    const { 'palier-wrote': position = '', 'set-cookie': cookie = '' } = written(one, { asked });
    expect(cookie).toMatch(new RegExp(`^Palier-Wrote=${position}; Max-Age=2; Path=/v1; HttpOnly;.* SameSite=Strict$`));
    expect('set-cookie' in written(one)).toBe(false);
    const [from, seq, at, signature = ''] = position.split('.');
    const other = `${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`;
    const forged = [
      `${from}.${seq}.${at}.${other}`,
      `${from}.${seq}.${at}.${signature.slice(1)}`,
      `${from}.${seq}.${at}.${signature}A`,
      `${from}.zzzz.${at}.${signature}`,
      `AAAAAAAA.${seq}.${at}.${signature}`,
      ...['', '.', '...', 'x'.repeat(10_000), '=é', `${position}, ${position}`],
      Array(7).fill(position).join('~'),
    ];
    for (const value of forged) expect([value, await read(two, own, wrote(value))]).toEqual([value, { sent: 'old' }]);
    expect(await read(two, own, { headers: { cookie: `Un-Palier-Wrote=${position}` } })).toEqual({ sent: 'old' });
    const cookies = { headers: { cookie: `a=b; Palier-Wrote=${position}; c=d` } };
    expect((await read(two, own, { ...cookies, made: 'newer' })).sent).toBe('newer');
    expect((await read(two, own, wrote(position))).sent).toBe('new');
    expect((await read(two, own, { ...wrote(`${position}~${reached}`), made: 'last' })).sent).toBe('last');
  });

  it('counts as a header and as a cookie, whatever the other of the two holds', async () => {
    const { 'palier-wrote': reached = '' } = written(two);
    await deployment.settle();
    await read(two, own, old);
    await wait(600);
    hearOnly(two, ({ ping }) => ping !== undefined);
    const { 'palier-wrote': position = '' } = written(one);
    const others = [reached, forge(position), '', 'x'.repeat(257), Array(7).fill(position).join('~')];
    const pairs = others.flatMap((other) => [
      [position, other],
      [other, position],
    ]);
    for (const [header = '', cookie = ''] of pairs) {
      const headers = { 'palier-wrote': header, cookie: `Palier-Wrote=${cookie}` };
      const made = `of ${header} and ${cookie}`;
      expect((await read(two, own, { headers, made })).sent).toBe(made);
    }
    const neither = { 'palier-wrote': reached, cookie: `Palier-Wrote=${forge(position)}` };
    expect((await read(two, own, { headers: neither })).sent).not.toBe('new');
  });

  it('is given on from the header and the cookie, the last of each process', async () => {
    const { 'palier-wrote': first = '' } = written(two);
    const again = wroteAgain(two).headers['palier-wrote'] ?? '';
    await wait(200);
    const { 'palier-wrote': second = '' } = written(two);
    const pairs = [
      [first, `${second}~${again}`],
      [`${second}~${again}`, `${first}~${again}`],
      [`${forge(second)}~${again}`, second],
    ];
    for (const [header = '', cookie = ''] of pairs) {
      const asked = { 'palier-wrote': header, cookie: `Palier-Wrote=${cookie}` };
      expect(written(one, { asked })['palier-wrote']?.split('~').slice(1)).toEqual([second, again]);
    }
  });

  it('is given on with those of earlier writes, and with none that was forged or is of another tenant', () => {
    const earlier = wroteAgain(two).headers['palier-wrote'] ?? '';
    const [from, seq, at, signature = ''] = earlier.split('.');
    const forged = [from, seq, at, `${signature.slice(1)}${signature[0]}`].join('.');
    const reply = { statusCode: 200, hasHeader: () => true, header: jest.fn() };
    two.answers.wrote(pageRequest('b').context as unknown as RequestContext, ann, reply as unknown as FastifyReply);
    const [, ofOther] = reply.header.mock.calls[0] ?? [];
    const asked = { 'palier-wrote': [earlier, forged, ofOther].join('~') };
    const own = expect.stringMatching(/^[\w-]{8}\.\w+\.\w+\.[\w-]{22}$/);
    expect(written(one, { asked })['palier-wrote']?.split('~')).toEqual([own, earlier]);
  });

  it('of a process that is heard of no more counts for a minute', async () => {
    await read(two, own, old);
    await wait(600);
    hearOnly(two, ({ ping }) => ping !== undefined);
    const mine = wrote(written(one)['palier-wrote']);
    await wait(50_000);
    expect((await read(two, own, mine)).sent).toBe('new');
    await wait(11_000);
    expect(await read(two, own, { ...mine, made: 'newer' })).toEqual({ sent: 'new' });
  });

  it('is no reason to pass by what a process has read since the invalidation reached it', async () => {
    await read(two, own, old);
    await wait(600);
    const mine = wrote(written(one)['palier-wrote']);
    await deployment.settle();
    expect((await read(two, own, mine)).sent).toBe('new');
    expect(await read(two, own, { ...mine, made: 'newer' })).toEqual({ sent: 'new' });
  });

  it('replaces an earlier one of its process', () => {
    const { 'palier-wrote': earlier = '' } = written(one);
    expect(written(one, { asked: { 'palier-wrote': earlier } })['palier-wrote']).not.toContain('~');
  });
});

describe('the pings of a process', () => {
  it('go on while it answers, end after five minutes without a reader, and begin again', async () => {
    await read(one, own, old);
    await wait(5000);
    expect(await read(one, own)).toEqual({ sent: 'old' });
    await wait(310_000);
    const pings = jest.getTimerCount();
    await read(one, own, old);
    expect(jest.getTimerCount()).toBe(pings + 1);
    await wait(600);
    expect(await read(one, own)).toEqual({ sent: 'old' });
  });

  it('vouch for no other process', async () => {
    const [from] = (written(one)['palier-wrote'] ?? '').split('.');
    for (const process of [one, two]) await read(process, own, old);
    await wait(600);
    hearOnly(two, (message) => message.from === from);
    await wait(1500);
    expect(await read(one, own)).toEqual({ sent: 'old' });
    expect(await read(two, own)).toEqual({ sent: 'new', stale: 'old' });
  });

  it('tell the others of an invalidation that they have missed', async () => {
    for (const process of [one, two]) await read(process, own, old);
    await wait(600);
    hearOnly(two, ({ ping }) => ping !== undefined);
    await one.commit('a', ['list']);
    expect(await read(two, own)).toEqual({ sent: 'old' });
    await wait(600);
    expect((await read(two, own)).sent).toBe('new');
  });
});

it('a process remembers a thousand others, and takes a message of one that it forgot for a sign of missed ones', async () => {
  await read(one, own, old);
  await wait(600);
  const hear = (from: string, seq: number) =>
    one.notifications.hear(
      JSON.stringify({ id: `${from}${seq}`, tenantId: 'b', tags: ['list'], shared: true, from, seq }),
    );
  for (let i = 0; i < 1100; i += 1) hear(`process-${i}`, 1);
  hear('process-1000', 2);
  expect(await read(one, own)).toEqual({ sent: 'old' });
  hear('process-1', 2);
  await wait(600);
  expect((await read(one, own)).sent).toBe('new');
});

it('a copy of a member’s answer is used for ten minutes after its freshness', async () => {
  await read(one, own, old);
  await wait(600);
  one.notifications.freeze();
  jest.advanceTimersByTime(895_000);
  const { context, raw, response } = pageRequest('a');
  await one.answers.answer(own, context as unknown as RequestContext, { principal: ann, admitAgain: () => {} });
  expect(fillOf(raw)?.stale?.body).toBe('old');
  response.close();
  jest.advanceTimersByTime(10_000);
  expect((await read(one, own)).stale).toBeUndefined();
});

it('whose access ended while Redis was asked, or another request answered, receives nothing', async () => {
  for (const process of [one, two]) await read(process, own);
  await wait(600);
  await read(one, shared, old);
  await deployment.settle();
  const ask = (process: Process, policy: CachePolicy) => {
    const { context, sent, response } = pageRequest('a');
    const admitAgain = () => {
      throw new Error('Revoked.');
    };
    const done = process.answers.answer(policy, context as unknown as RequestContext, { principal: ann, admitAgain });
    return { done: Promise.resolve(done), sent, response };
  };
  const throughRedis = ask(two, shared);
  await expect(throughRedis.done).rejects.toThrow('Revoked.');
  expect(throughRedis.sent()).toBeUndefined();
  const fresh: CachePolicy = { ttl: 299, scope: 'user', tags: () => ['list'] };
  await one.commit('a', ['list']);
  const first = ask(one, fresh);
  expect(await first.done).toBe(false);
  const second = ask(one, fresh);
  first.response.close();
  await expect(second.done).rejects.toThrow('Revoked.');
  expect(second.sent()).toBeUndefined();
});
