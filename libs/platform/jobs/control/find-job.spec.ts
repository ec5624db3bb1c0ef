// Real: how a job and its state are read. Faked: a queue whose job ends between the two.
import { newId } from '#platform/ids';
import type { BullQueue } from '../queues/queues.js';
import { findJob } from './find-job.js';

it('shows what a job returned that ended between two looks', async () => {
  const getState = async () => 'completed';
  const looks = [
    { getState, returnvalue: null },
    { getState, returnvalue: { result: { done: true } }, finishedOn: 1 },
  ];
  const queue = { name: 'test.read', getJob: async () => looks.shift() };
  const found = await findJob(queue as Partial<BullQueue> as BullQueue, newId());
  expect(found).toMatchObject({ state: 'completed', job: { returnvalue: { result: { done: true } } } });
});
