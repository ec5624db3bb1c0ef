import type { Problem } from '#platform/problems';
import { HashingQueue } from './hashing-queue.js';
import type { Requester } from './passwords.js';

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, letGo: resolve };
}

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: Problem) => error,
  );

let networks = 0;
/** Someone of a tenant on a network of their own. */
const someone = (tenantId = 'a'): Requester => {
  networks += 1;
  return { tenantId, network: `network ${networks}` };
};
const knownAt = (tenantId: string): Requester => ({ ...someone(tenantId), knownDevice: true });

/** A queue of one thread that is busy until `letGo`; `ask` waits in it and notes who was served, and who refused. */
function busyQueue(length: number) {
  const queue = new HashingQueue(1, length);
  const { work, letGo } = held();
  const running = queue.run(someone('first'), work);
  const served: string[] = [];
  const refused: string[] = [];
  const asked: Promise<unknown>[] = [running];
  const ask = (name: string, requester: Requester) => {
    const attempt = queue.run(requester, async () => void served.push(name));
    asked.push(attempt.catch((error: Problem) => void refused.push(`${name} ${error.code}`)));
  };
  const ended = async () => {
    letGo();
    await Promise.all(asked);
    return { served, refused: refused.sort() };
  };
  return { queue, ask, ended };
}

it('runs so many at once, in the order in which they came', async () => {
  const queue = new HashingQueue(2, 10);
  const order: number[] = [];
  const holds = [held(), held()];
  const first = holds.map(({ work }) => queue.run(someone(), work));
  const later = [1, 2, 3].map((n) => queue.run(someone(), async () => void order.push(n)));
  expect([queue.waiting, order]).toEqual([3, []]);
  for (const { letGo } of holds) letGo();
  await Promise.all([...first, ...later]);
  expect([queue.waiting, order]).toEqual([0, [1, 2, 3]]);
});

it('refuses who finds the queue full, and takes them once there is room', async () => {
  const queue = new HashingQueue(1, 2);
  const { work, letGo } = held();
  const taken = [1, 2, 3].map(() => queue.run(someone(), work));
  const refusal = await refusalOf(queue.run(someone(), work));
  expect(refusal).toMatchObject({ code: 'sign_in_busy', status: 503 });
  letGo();
  await Promise.all(taken);
  await expect(queue.run(someone(), async () => 'done')).resolves.toBe('done');
});

it('says when all that waits will be done, from what hashes took', async () => {
  const queue = new HashingQueue(2, 12);
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  // The mean is that of the latest ones.
  for (let i = 0; i < 60; i += 1) {
    await queue.run(someone(), async () => {
      now += 1000;
    });
  }
  const { work, letGo } = held();
  const taken = Array.from({ length: 11 }, () => queue.run(someone(), work));
  const refusal = await refusalOf(queue.run(someone(), work));
  // Eleven of a second each on two threads.
  expect(refusal?.options.headers).toEqual({ 'retry-after': '6' });
  letGo();
  await Promise.all(taken);
  clock.mockRestore();
});

it('goes on after work that fails', async () => {
  const queue = new HashingQueue(1, 1);
  const failing = queue.run(someone(), () => Promise.reject(new Error('broken')));
  const next = queue.run(someone(), async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});

it('serves tenants in turns, however many of one wait', async () => {
  const { ask, ended } = busyQueue(20);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) ask(name, someone(name[0]));
  expect((await ended()).served).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

it('serves known devices first within their tenant’s turn, not before other tenants', async () => {
  const { ask, ended } = busyQueue(20);
  ask('a1', someone('a'));
  ask('a known', knownAt('a'));
  ask('b1', someone('b'));
  ask('a known too', knownAt('a'));
  expect((await ended()).served).toEqual(['a known', 'b1', 'a known too', 'a1']);
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

it('keeps a quarter for known devices', async () => {
  const { queue, ask, ended } = busyQueue(8);
  for (let n = 0; n < 8; n += 1) ask(`stranger ${n}`, someone());
  expect(queue.waiting).toBe(6);
  ask('known', knownAt('a'));
  ask('known too', knownAt('a'));
  expect(queue.waiting).toBe(8);
  ask('known, too many', knownAt('a'));
  const { served, refused } = await ended();
  expect(served.slice(0, 2)).toEqual(['known', 'known too']);
  expect(refused).toEqual(['known, too many sign_in_busy', 'stranger 6 sign_in_busy', 'stranger 7 sign_in_busy']);
});

it('when full, drops the newest of the tenant that holds most for one that holds less', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 5; n += 1) ask(`a${n}`, someone('a'));
  ask('b0', someone('b'));
  ask('b1', someone('b'));
  ask('a5', someone('a'));
  ask('c0', knownAt('c'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['a4 sign_in_busy', 'a5 sign_in_busy']);
  expect(served).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2', 'a3']);
});

it('drops of that tenant whoever shares a network with most, and so within one tenant', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 4; n += 1) ask(`flood ${n}`, { tenantId: 'a', network: 'one' });
  ask('neighbour', someone('a'));
  ask('neighbour too', someone('a'));
  ask('b0', someone('b'));
  ask('third', someone('a'));
  ask('b1', someone('b'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['flood 1 sign_in_busy', 'flood 2 sign_in_busy', 'flood 3 sign_in_busy']);
  expect(served).toEqual(['flood 0', 'b0', 'neighbour', 'b1', 'neighbour too', 'third']);
});

it('drops of the network that holds most where it spreads over tenants, one place each', async () => {
  const { ask, ended } = busyQueue(8);
  for (let n = 0; n < 3; n += 1) ask(`flood ${n}`, { tenantId: `t${n}`, network: 'one' });
  for (let n = 3; n < 6; n += 1) ask(`flood ${n}`, { tenantId: `t${n}`, network: 'other' });
  ask('b0', someone('b'));
  ask('b1', someone('b'));
  const { served, refused } = await ended();
  expect(refused).toEqual(['b1 sign_in_busy', 'flood 5 sign_in_busy']);
  expect(served).toContain('b0');
});
