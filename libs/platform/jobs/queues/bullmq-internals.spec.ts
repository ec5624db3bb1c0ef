// Real: BullMQ. Faked: a later version of it, which lacks something.
import { PostgresConnection, PostgresQueueBackend, QueueKeys } from 'bullmq';
import { assertBullMQ } from './bullmq-internals.js';

const bullmq = () => ({
  functions: { createRedisBackend: () => {}, withBackend: () => {} },
  backend: Object.create(PostgresQueueBackend.prototype),
  connection: Object.create(PostgresConnection.prototype),
  keys: new QueueKeys().getKeys('queue'),
});

it('finds everything in this BullMQ', () => {
  expect(() => assertBullMQ()).not.toThrow();
  expect(() => assertBullMQ(bullmq())).not.toThrow();
});

it.each([
  ['functions', 'withBackend'],
  ['backend', 'addFlow'],
  ['backend', 'addJobs'],
  ['backend', 'disconnectBlocking'],
  ['backend', 'moveStalledJobsToWait'],
  ['backend', 'moveToActive'],
  ['backend', 'moveToCompleted'],
  ['backend', 'waitForJob'],
  ['connection', 'close'],
  ['connection', 'waitUntilReady'],
  ['keys', 'prioritized'],
] as const)('names the version of one whose %s lack %s', (part, name) => {
  const later = bullmq();
  const own = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(later[part]));
  later[part] = { ...own, ...later[part] };
  delete (later[part] as Record<string, unknown>)[name];
  expect(() => assertBullMQ(later)).toThrow(new RegExp(`^BullMQ \\d+\\.\\d+\\.\\d+ lacks ${part}\\.${name}, `));
});
