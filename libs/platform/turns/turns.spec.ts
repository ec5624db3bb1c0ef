import { setImmediate as turn } from 'node:timers/promises';
import { defineProblems, type Problem, problem } from '#platform/problems';
import { inRequest } from '#platform/telemetry';
import { Turns } from './turns.js';
import type { Taker } from './waiters.js';

const text = { en: 'Again in {seconds} s.', fr: 'Encore dans {seconds} s.' };
const { turns_busy } = defineProblems('test/turns', { turns_busy: problem(503, 'Busy', 'Occupé', text) });
const limits = (atOnce: number, waiting: number) => ({
  ...{ atOnce, waiting, assumedMs: 50, busy: turns_busy },
  reserved: Math.floor(waiting / 4),
});

/** Work that ends when `finish` is called. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, finish: resolve };
}

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: Problem) => error,
  );

let networks = 0;
/** A requester of a tenant on a network of their own. */
const someone = (tenantId = 'a'): Taker => {
  networks += 1;
  return { tenantId, network: `network ${networks}` };
};
const preferredAt = (tenantId: string): Taker => ({ ...someone(tenantId), preferred: true });

/** A queue of one thread that is busy until `ended`; `ask` waits in it and notes who was served, and who refused. */
function busyQueue(length: number) {
  let now = 0;
  const queue = new Turns(limits(1, length), () => now);
  const { work, finish } = held();
  const running = queue.take(someone('first'), work);
  const served: string[] = [];
  const refused: string[] = [];
  const asked: Promise<unknown>[] = [running];
  const ask = (name: string, requester: Taker, { takesMs = 10, next = () => {} } = {}) => {
    const attempt = queue.take(requester, async () => {
      served.push(name);
      now += takesMs;
      next();
    });
    asked.push(attempt.catch((error: Problem) => void refused.push(`${name} ${error.code}`)));
  };
  const ended = async () => {
    finish();
    // Some may be asked meanwhile.
    for (const attempt of asked) await attempt;
    return { served, refused: refused.sort() };
  };
  return { queue, ask, ended };
}

it('runs as many as there are threads, in order of arrival', async () => {
  const queue = new Turns(limits(2, 10));
  const order: number[] = [];
  const holds = [held(), held()];
  const first = holds.map(({ work }) => queue.take(someone(), work));
  const later = [1, 2, 3].map((n) => queue.take(someone(), async () => void order.push(n)));
  expect([queue.waiting, order]).toEqual([3, []]);
  for (const { finish } of holds) finish();
  await Promise.all([...first, ...later]);
  expect([queue.waiting, order]).toEqual([0, [1, 2, 3]]);
});

it('refuses a request when the queue is full, and accepts it once there is room', async () => {
  const queue = new Turns(limits(1, 2));
  const { work, finish } = held();
  const taken = [1, 2, 3].map(() => queue.take(someone(), work));
  const refusal = await refusalOf(queue.take(someone(), work));
  expect(refusal).toMatchObject({ code: 'turns_busy', status: 503 });
  finish();
  await Promise.all(taken);
  await expect(queue.take(someone(), async () => 'done')).resolves.toBe('done');
});

it('announces when the queue will be empty, from the durations of recent hashes', async () => {
  const queue = new Turns(limits(2, 12));
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  // The mean follows the latest hashes.
  for (let i = 0; i < 60; i += 1) {
    await queue.take(someone(), async () => {
      now += 1000;
    });
  }
  const { work, finish } = held();
  const taken = Array.from({ length: 11 }, () => queue.take(someone(), work));
  const refusal = await refusalOf(queue.take(someone(), work));
  // Eleven hashes of one second each on two threads.
  expect(refusal?.options.headers).toEqual({ 'retry-after': '6' });
  finish();
  await Promise.all(taken);
  clock.mockRestore();
});

it('continues after work that fails', async () => {
  const queue = new Turns(limits(1, 1));
  const failing = queue.take(someone(), () => Promise.reject(new Error('broken')));
  const next = queue.take(someone(), async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});

it('gives up the place of its request while it waits, which others may need meanwhile', async () => {
  const queue = new Turns(limits(1, 10));
  const { work, finish } = held();
  const leave = jest.fn();
  const scope = { requestId: 'r', traceId: undefined, spanId: undefined, span: undefined, tenantId: undefined };
  const ask = () => inRequest({ ...scope, place: { leave } }, () => queue.take(someone(), work));
  const first = ask();
  expect(leave).not.toHaveBeenCalled();
  const second = ask();
  expect(leave).toHaveBeenCalledTimes(1);
  finish();
  await Promise.all([first, second]);
});

it('serves tenants in turns, however many of one wait', async () => {
  const { ask, ended } = busyQueue(20);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) ask(name, someone(name[0]));
  expect((await ended()).served).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

it('shares out time and not turns, so that a tenant with costly hashes has as much as another', async () => {
  const { ask, ended } = busyQueue(20);
  for (const name of ['a1', 'a2', 'a3']) ask(name, someone('a'), { takesMs: 35 });
  for (const name of ['b1', 'b2', 'b3', 'b4', 'b5', 'b6']) ask(name, someone('b'));
  expect((await ended()).served).toEqual(['a1', 'b1', 'b2', 'b3', 'b4', 'a2', 'b5', 'b6', 'a3']);
});

it('counts a hash that still runs, so that one tenant does not get several threads before it is charged', async () => {
  const queue = new Turns(limits(2, 20), () => 0);
  const holds = [held(), held()];
  const running = holds.map(({ work }) => queue.take(someone('first'), work));
  const order: string[] = [];
  const slow = held();
  const ask = (name: string) =>
    queue.take(someone(name[0]), () => {
      order.push(name);
      return slow.work();
    });
  const asked = ['a1', 'a2', 'b1'].map(ask);
  for (const { finish } of holds) finish();
  await Promise.all(running);
  slow.finish();
  await Promise.all(asked);
  expect(order).toEqual(['a1', 'b1', 'a2']);
});

it('lets no tenant save up time while it is not there', async () => {
  const { ask, ended } = busyQueue(20);
  const next = () => {
    for (const name of ['b1', 'b2', 'b3', 'b4']) ask(name, someone('b'), { takesMs: 11 });
  };
  for (const name of ['a1', 'a2', 'a3', 'a4']) ask(name, someone('a'));
  ask('a5', someone('a'), { next });
  for (const name of ['a6', 'a7']) ask(name, someone('a'));
  const { served } = await ended();
  expect(served.slice(0, 5)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  expect(served.slice(5)).toEqual(['b1', 'a6', 'b2', 'a7', 'b3', 'b4']);
});

it('serves preferred and other work by turns within their tenant’s turn, not before other tenants', async () => {
  const { ask, ended } = busyQueue(20);
  for (const name of ['a1', 'a2']) ask(name, someone('a'));
  for (const name of ['a known', 'a known too', 'a known last']) ask(name, preferredAt('a'));
  for (const name of ['b1', 'b2']) ask(name, someone('b'));
  expect((await ended()).served).toEqual(['a known', 'b1', 'a1', 'b2', 'a known too', 'a2', 'a known last']);
});

it.each([true, false])(
  'serves networks by turns, preferred: %s, also those that always ask again',
  async (preferred) => {
    const { ask, ended } = busyQueue(20);
    const flood = { tenantId: 'a', network: 'one', preferred };
    let left = 10;
    const again = () => {
      left -= 1;
      if (left > 0) ask(`flood ${left}`, flood, { next: again });
    };
    for (const name of ['flood', 'flood too', 'flood again']) ask(name, flood, { next: again });
    for (const name of ['x', 'y', 'z']) ask(name, { ...someone('a'), preferred });
    const { served } = await ended();
    expect(served.slice(0, 5)).toEqual(['flood', 'x', 'y', 'z', 'flood too']);
    expect(served).toHaveLength(15);
  },
);

it('makes a network wait for those who were there when it was served, and not for all who come later', async () => {
  const { ask, ended } = busyQueue(20);
  let comers = 0;
  // Whoever is served is followed by one from a network that was never there.
  const next = () => {
    comers += 1;
    if (comers < 6) ask(`comer ${comers}`, someone('a'), { next });
  };
  const { network } = someone();
  for (const name of ['first', 'second', 'third']) ask(name, { tenantId: 'a', network }, { next });
  expect((await ended()).served).toEqual([
    'first',
    'second',
    'comer 1',
    'third',
    ...['comer 2', 'comer 3', 'comer 4', 'comer 5'],
  ]);
});

it('gives one network half of the places, whatever the tenants', async () => {
  const { queue, ask, ended } = busyQueue(8);
  for (let n = 0; n < 20; n += 1) ask(`flood ${n}`, { tenantId: `t${n % 3}`, network: 'one' });
  expect(queue.waiting).toBe(4);
  ask('other', someone('t0'));
  const { served, refused } = await ended();
  expect(served).toContain('other');
  expect([served.length, refused.length]).toEqual([5, 16]);
});

it('runs no more of a network at once than it may, and what waits for it keeps nobody else from running', async () => {
  const queue = new Turns({ ...limits(3, 20), atOnceOfTenant: 2, atOnceOfNetwork: 1 });
  const order: string[] = [];
  const holds = new Map<string, () => void>();
  const ask = (name: string, network: string, tenantId: string) =>
    queue.take({ tenantId, network }, () => {
      const { work, finish } = held();
      order.push(name);
      holds.set(name, finish);
      return work();
    });
  const asked = [ask('a1', 'one', 'a'), ask('a2', 'one', 'a'), ask('a3', 'two', 'a'), ask('b1', 'one', 'b')];
  asked.push(ask('a4', 'three', 'a'), ask('b2', 'four', 'b'));
  expect(order).toEqual(['a1', 'a3', 'b2']);
  const end = async (name: string) => {
    holds.get(name)?.();
    await turn();
    return order.slice(3);
  };
  // The place of tenant `b` and that of the network may be taken by different work.
  expect(await end('b2')).toEqual([]);
  expect(await end('a1')).toEqual(['b1', 'a4']);
  expect(await end('b1')).toEqual(['b1', 'a4']);
  expect(await end('a3')).toEqual(['b1', 'a4', 'a2']);
  for (const name of ['a4', 'a2']) await end(name);
  await Promise.all(asked);
});

it('gives one network half of the places of its tenant', async () => {
  const queue = new Turns({ ...limits(1, 100), waitingOfTenant: 8 });
  const { work, finish } = held();
  const ask = (network: string) => queue.take({ tenantId: 'a', network }, work);
  const running = ask('one');
  const taken = Array.from({ length: 4 }, () => ask('one'));
  expect(await refusalOf(ask('one'))).toMatchObject({ code: 'turns_busy' });
  taken.push(...Array.from({ length: 4 }, () => ask('two')));
  expect(queue.waiting).toBe(8);
  finish();
  await Promise.all([running, ...taken]);
});

it('reserves places for preferred work', async () => {
  const { queue, ask, ended } = busyQueue(8);
  for (let n = 0; n < 8; n += 1) ask(`stranger ${n}`, someone());
  expect(queue.waiting).toBe(6);
  ask('known', preferredAt('a'));
  ask('known too', preferredAt('a'));
  expect(queue.waiting).toBe(8);
  ask('known, too many', preferredAt('a'));
  const { served, refused } = await ended();
  expect(served.slice(0, 3)).toEqual(['known', 'stranger 0', 'known too']);
  expect(refused).toEqual(['known, too many turns_busy', 'stranger 6 turns_busy', 'stranger 7 turns_busy']);
});

it('when full, drops the newest request of the tenant with most places for a tenant with fewer', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 5; n += 1) ask(`a${n}`, someone('a'));
  ask('b0', someone('b'));
  ask('b1', someone('b'));
  ask('a5', someone('a'));
  ask('c0', preferredAt('c'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['a4 turns_busy', 'a5 turns_busy']);
  expect(served).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2', 'a3']);
});

it('drops within that tenant from the network with most places, also for a request of the same tenant', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 4; n += 1) ask(`flood ${n}`, { tenantId: 'a', network: 'one' });
  ask('neighbour', someone('a'));
  ask('neighbour too', someone('a'));
  ask('b0', someone('b'));
  ask('third', someone('a'));
  ask('b1', someone('b'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['flood 1 turns_busy', 'flood 2 turns_busy', 'flood 3 turns_busy']);
  expect(served).toEqual(['flood 0', 'b0', 'neighbour', 'b1', 'neighbour too', 'third']);
});

it('drops from the network with most places where it is spread over tenants, with one place each', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 3; n += 1) ask(`flood ${n}`, { tenantId: `t${n}`, network: 'one' });
  for (let n = 3; n < 6; n += 1) ask(`flood ${n}`, { tenantId: `t${n}`, network: 'other' });
  ask('b0', someone('b'));
  ask('b1', someone('b'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['b1 turns_busy', 'flood 5 turns_busy']);
  expect(served).toContain('b0');
});

/** Work of tenants that runs until it is ended, and whose it is, in the order in which it began. */
function tenants(atOnce: number, atOnceOfTenant: number, waitingOfTenant = 100) {
  const turns = new Turns({ ...limits(atOnce, 100), reserved: 0, atOnceOfTenant, waitingOfTenant }, () => 0);
  const begun: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = (tenantId: string, taker: Partial<Taker> = {}) =>
    turns.take({ ...taker, tenantId }, () => {
      begun.push(tenantId);
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      ends.push((error) => (error ? reject(error) : resolve(tenantId)));
      return promise;
    });
  const endAll = async (asked: readonly Promise<unknown>[]) => {
    for (let i = 0; i < ends.length; i += 1) {
      ends[i]?.();
      await turn();
    }
    return Promise.allSettled(asked);
  };
  return { turns, begun, ends, ask, endAll };
}

it('runs some of a tenant at once, and leaves the others to other tenants', async () => {
  const { begun, ends, ask, endAll } = tenants(4, 2);
  const asked = ['a', 'a', 'a', 'b', 'b', 'c'].map((tenant) => ask(tenant));
  asked[0]?.catch(() => {});
  expect(begun).toEqual(['a', 'a', 'b', 'b']);
  ends[2]?.();
  await turn();
  expect(begun).toEqual(['a', 'a', 'b', 'b', 'c']);
  ends[0]?.(new Error('lost'));
  await turn();
  expect(begun).toEqual(['a', 'a', 'b', 'b', 'c', 'a']);
  expect((await endAll(asked)).filter(({ status }) => status === 'rejected')).toHaveLength(1);
});

it('refuses a tenant that has all its places, and no other', async () => {
  const { begun, ask, endAll } = tenants(2, 1, 3);
  const asked = Array.from({ length: 4 }, () => ask('a'));
  await expect(ask('a')).rejects.toMatchObject({ code: 'turns_busy', status: 503 });
  asked.push(ask('b'));
  expect(begun).toEqual(['a', 'b']);
  await endAll(asked);
});

it('has jobs wait without a place, and refuses none', async () => {
  const { turns, begun, ask, endAll } = tenants(1, 1, 1);
  const asked = [ask('a'), ...Array.from({ length: 200 }, () => ask('a', { unbounded: true })), ask('a')];
  await expect(ask('a')).rejects.toMatchObject({ code: 'turns_busy' });
  expect(turns.waiting).toBe(201);
  await endAll(asked);
  expect(begun).toHaveLength(202);
});

describe('what nobody waits for any more', () => {
  it('is dropped by its signal, with its reason', async () => {
    const { turns, begun, ask, endAll } = tenants(1, 1, 1);
    const job = new AbortController();
    const asked = [ask('a'), ask('a', { signal: job.signal })];
    job.abort(new Error('stopped'));
    await expect(asked[1]).rejects.toThrow('stopped');
    expect(turns.waiting).toBe(0);
    asked.push(ask('a'));
    await endAll(asked);
    expect(begun).toHaveLength(2);
    await expect(ask('a', { signal: job.signal })).rejects.toThrow('stopped');
  });

  it('is dropped with its request, and gives its place back', async () => {
    const { begun, ask, endAll } = tenants(1, 1, 1);
    const request = new AbortController();
    const scope = { requestId: 'r', traceId: undefined, spanId: undefined, span: undefined, tenantId: undefined };
    const within = () => inRequest({ ...scope, gone: () => request.signal }, () => ask('a'));
    const asked = [ask('a'), within()];
    await expect(ask('a')).rejects.toMatchObject({ code: 'turns_busy' });
    request.abort();
    await expect(asked[1]).rejects.toMatchObject({ code: 'turns_busy' });
    await expect(within()).rejects.toMatchObject({ code: 'turns_busy' });
    asked.push(ask('a'));
    await endAll(asked);
    expect(begun).toHaveLength(2);
  });
});
