import { newId } from '#platform/ids';
import { OperationFollower } from './operation-follower.js';
import type { Operation } from './operations.js';

const now = new Date();
const operation = (version: number, state: Operation['state'] = 'running'): Operation => ({
  id: newId(),
  kind: 'tests.work',
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
    ({ version }) => ({ version }),
    seen,
    () => {},
  );
const told = (id: number) => ({ id, name: 'operation', data: { version: id } });

it('sends each version once, and ends after the last one', () => {
  const client = follower(1);
  const heard = [1, 2, 2, 3].map((version) => {
    client.offer(operation(version));
    return client.next();
  });
  expect(heard).toEqual([undefined, told(2), undefined, told(3)]);
  client.offer(operation(4, 'failed'));
  expect([client.next(), client.next(), client.next()]).toEqual([told(4), 'end', 'end']);
});

it('sends only the latest of several versions, and never an older one', () => {
  const client = follower();
  expect(client.next()).toBeUndefined();
  for (const version of [1, 2, 4, 3]) client.offer(operation(version));
  expect([client.next(), client.next()]).toEqual([told(4), undefined]);
});
