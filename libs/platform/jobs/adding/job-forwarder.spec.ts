// Real: the forwarder. Faked: the turns, and a queue that refuses a job or does not answer.
import { Logger } from '@nestjs/common';
import type { OutboxRow } from '#platform/outbox';
import { defineJob } from '../job-definition.js';
import type { QueueServer } from '../queues/queue-server.js';
import { type BullQueue, Queues } from '../queues/queues.js';
import { JobForwarder } from './job-forwarder.js';
import type { JobTurns } from './job-turns.js';

const parcel = defineJob('test.parcel');

type Add = (jobs: readonly { opts: { jobId: string } }[]) => Promise<void>;

function forwarder(addBulk: Add): JobForwarder {
  const queue: object = { name: parcel.name, addBulk };
  const queues = new Queues({} as QueueServer);
  jest.spyOn(queues, 'queue').mockReturnValue(queue as BullQueue);
  const turns: Pick<JobTurns, 'take'> = { take: async (_queue, tenants) => tenants.map((_, i) => i + 1) };
  return new JobForwarder(queues, turns as JobTurns);
}

const rows = ['a', 'b', 'c'].map(
  (id): OutboxRow => ({
    id,
    tenantId: 't',
    subject: id,
    payload: { queue: parcel.name, payload: { tenantId: 't' }, delayMs: 0 },
    createdAt: new Date(),
    tries: 0,
    traceparent: null,
  }),
);

it('leaves a job that its queue refuses in the outbox, and adds the others', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  const added: string[] = [];
  const refusing = forwarder(async (jobs) => {
    if (jobs.some(({ opts }) => opts.jobId === 'b')) throw new Error('unsupported Unicode escape sequence');
    added.push(...jobs.map(({ opts }) => opts.jobId));
  });
  expect(await refusing.forward(rows)).toEqual(['a', 'c']);
  expect(added).toEqual(['a', 'c']);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

it('does not add jobs one by one while the queue server is unreachable', async () => {
  let calls = 0;
  const away = forwarder(async () => {
    calls += 1;
    throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  });
  await expect(away.forward(rows)).rejects.toThrow('connect');
  expect(calls).toBe(1);
});
