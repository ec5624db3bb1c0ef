// Real: the caches of two processes, their invalidations and positions. Faked: Redis, NOTIFY and the clock.
import type { FastifyReply } from 'fastify';
import type { Principal } from '#platform/access';
import { type CachedAnswer, fillOf } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { pageRequest } from '../../../test/support/page-request.js';
import { SimulatedDeployment, type SimulatedProcess } from '../../../test/support/simulated-deployment.js';
import { CachedAnswers } from './answer-from-cache.js';
import { KnownUrls } from './known-urls.js';

type Process = SimulatedProcess<CachedAnswers>;

const own: CachePolicy = { ttl: 300, scope: 'user', tags: () => ['list'] };
const shared: CachePolicy = { ttl: 300, scope: 'tenant', tags: () => ['list'] };
const principal: Principal = {
  ...{ kind: 'member', id: 'ann', name: '', permissions: new Set<string>(), tenantId: 'a' },
  session: { id: 's', role: 'member' },
};

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

/** What a process sends; where it keeps nothing that it may send, its handler sends `made`. */
async function read(process: Process, policy: CachePolicy, headers: Record<string, string>, made = 'new') {
  const { context, raw, response, sent } = pageRequest('a', headers);
  const done = process.answers.answer(policy, context, { principal, admitAgain: () => {} });
  await deployment.settle();
  if (await done) return { sent: sent() };
  const fill = fillOf(raw);
  fill?.complete(answer(made));
  response.close();
  return { sent: made, stale: fill?.stale?.body };
}

/** The position that the answer to a write carries. */
function written(process: Process, status = 200, headers: Readonly<Record<string, string>> = {}): string | undefined {
  const given: Record<string, string> = {};
  const reply = {
    statusCode: status,
    hasHeader: (name: string) => name in headers,
    header: (name: string, value: string) => Object.assign(given, { [name]: value }),
  };
  process.answers.wrote(pageRequest('a').context, principal, reply as unknown as FastifyReply);
  return given['Palier-Wrote'];
}

const answer = (body: string): CachedAnswer => ({
  ...{ body, etag: `"${body}"`, contentType: 'text/plain', encoding: undefined, headers: [] },
});

it('an answer that is sent again tells of a write whose invalidations may have reached no process yet', async () => {
  for (const process of [one, two]) await read(process, shared, {}, 'old');
  await wait(600);
  // The process that made the write died before it told of its invalidations.
  const position = written(two, 201, { 'idempotency-replayed': 'true' }) ?? '';
  await deployment.settle();
  for (const process of [one, two]) {
    expect(await read(process, shared, {})).toEqual({ sent: 'old' });
    expect((await read(process, shared, { 'palier-wrote': position })).sent).toBe('new');
  }
  await wait(11_000);
  expect(await read(one, shared, { 'palier-wrote': position }, 'newer')).toEqual({ sent: 'new' });
});

it('a process that hears of no invalidation has no copy for whom it may be older than their own write', async () => {
  await read(two, own, {}, 'old');
  await wait(600);
  two.notifications.freeze();
  await one.commit('a', ['list']);
  const position = written(one) ?? '';
  await wait(70_000);
  expect((await read(two, own, {}, 'old')).stale).toBe('old');
  expect((await read(two, own, { 'palier-wrote': position })).stale).toBeUndefined();
});
