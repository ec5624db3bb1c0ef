import { newId } from '#platform/ids';
import type { Operation } from './operation.js';
import { OperationBytes, OperationFollower } from './operation-follower.js';

const now = new Date();
const operation = (version: number, state: Operation['state'] = 'running'): Operation => ({
  id: newId(),
  kind: 'tests.work',
  userId: null,
  begunBy: null,
  scope: null,
  state,
  progress: 0,
  result: null,
  error: null,
  cancelPermission: 'operations.write',
  version,
  createdAt: now,
  updatedAt: now,
});
const follower = (seen = 0) =>
  new OperationFollower(
    new OperationBytes(),
    { locale: 'en', present: ({ version }) => ({ version }) },
    seen,
    () => {},
  );
const told = (id: number) => `id: ${id}\nevent: operation\ndata: {"version":${id}}\n\n`;

it('sends each version once, and ends after the last one', () => {
  const client = follower(1);
  const heard = [1, 2, 2, 3].map((version) => {
    client.offer(operation(version));
    return client.next()?.toString();
  });
  expect(heard).toEqual([undefined, told(2), undefined, told(3)]);
  client.offer(operation(4, 'failed'));
  expect([1, 2, 3].map(() => client.next()?.toString())).toEqual([told(4), 'end', 'end']);
});

it('sends only the latest of several versions, and never an older one', () => {
  const client = follower();
  expect(client.next()).toBeUndefined();
  for (const version of [1, 2, 4, 3]) client.offer(operation(version));
  expect([1, 2].map(() => client.next()?.toString())).toEqual([told(4), undefined]);
});

it('makes the bytes of a version once for all clients of a locale', () => {
  const bytes = new OperationBytes();
  const present = jest.fn(({ version }: Operation) => ({ version }));
  const clients = ['en', 'fr', 'en', 'fr'].map(
    (locale) => new OperationFollower(bytes, { locale, present }, 0, () => {}),
  );
  const seen = [1, 2].map((version) => {
    const now = operation(version);
    for (const client of clients) client.offer(now);
    return clients.map((client) => client.next());
  });
  expect(seen.map(([a, b, c, d]) => [a === c, b === d, a === b])).toEqual(Array(2).fill([true, true, false]));
  expect(present).toHaveBeenCalledTimes(4);
});
