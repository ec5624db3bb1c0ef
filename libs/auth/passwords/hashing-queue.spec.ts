import type { Problem } from '#platform/problems';
import { HashingQueue } from './hashing-queue.js';

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

it('runs so many at once, in the order in which they came', async () => {
  const queue = new HashingQueue(2, 10);
  const order: number[] = [];
  const holds = [held(), held()];
  const first = holds.map(({ work }) => queue.run(work));
  const later = [1, 2, 3].map((n) => queue.run(async () => void order.push(n)));
  expect([queue.waiting, order]).toEqual([3, []]);
  for (const { letGo } of holds) letGo();
  await Promise.all([...first, ...later]);
  expect([queue.waiting, order]).toEqual([0, [1, 2, 3]]);
});

it('refuses who finds the queue full, and takes them once there is room', async () => {
  const queue = new HashingQueue(1, 2);
  const { work, letGo } = held();
  const taken = [1, 2, 3].map(() => queue.run(work));
  const refusal = await refusalOf(queue.run(work));
  expect(refusal).toMatchObject({ code: 'sign_in_busy', status: 503 });
  letGo();
  await Promise.all(taken);
  await expect(queue.run(async () => 'done')).resolves.toBe('done');
});

it('says when all that waits will be done, from what hashes took', async () => {
  const clock = jest.spyOn(performance, 'now');
  let now = 0;
  clock.mockImplementation(() => now);
  const queue = new HashingQueue(2, 8);
  for (let n = 0; n < 200; n += 1) {
    await queue.run(async () => {
      now += 1000;
    });
  }
  const { work, letGo } = held();
  const taken = Array.from({ length: 10 }, () => queue.run(work));
  const refusal = await refusalOf(queue.run(work));
  // Ten of a second each on two threads.
  expect(refusal?.options.headers).toEqual({ 'retry-after': '5' });
  letGo();
  await Promise.all(taken);
  clock.mockRestore();
});

it('goes on after work that fails', async () => {
  const queue = new HashingQueue(1, 1);
  const failing = queue.run(() => Promise.reject(new Error('broken')));
  const next = queue.run(async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});
