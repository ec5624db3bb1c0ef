// Real: how a job and its state are read. Faked: a queue whose job ends between the two reads.
import { newId } from '#platform/ids';
import type { BullQueue } from '../queues/queues.js';
import { findJob } from './find-job.js';

it('shows the result of a job that ended between reading the job and its state', async () => {
  const getState = async () => 'completed';
  const looks = [
    { getState, returnvalue: null },
    { getState, returnvalue: { result: { done: true } }, finishedOn: 1 },
  ];
  const queue = { name: 'test.read', getJob: async () => looks.shift() };
  const found = await findJob(queue as Partial<BullQueue> as BullQueue, newId());
  expect(found).toMatchObject({ state: 'completed', job: { returnvalue: { result: { done: true } } } });
});
