// Real: the declaration of the subscriber. Faked: the queues, which note the jobs that they are given.
import type { Transaction } from '#platform/database';
import { type DomainEvent, type EventShape, subscribersOf } from '#platform/events';
import { newId } from '#platform/ids';
import type { Outbox } from '#platform/outbox';
import { type AddedJob, defineJob, type JobDefinition, type JobPayload, jobOnEvent } from './index.js';
import { Jobs } from './jobs.js';

type Sold = { type: 'test.thing.sold'; version: 2; data: { thing: string } };

const ship = defineJob<JobPayload & Sold['data']>('test.ship');
const Ships = jobOnEvent<Sold>('test.thing.sold', 2, ship);
const bill = defineJob<JobPayload & Sold['data']>('test.bill');
jobOnEvent<Sold>('test.thing.sold', 2, bill);

class NotedJobs extends Jobs {
  readonly added: object[] = [];

  override async add<P extends JobPayload>(_tx: Transaction, job: JobDefinition<P>, payload: P, _options?: AddedJob) {
    this.added.push({ job: job.name, payload });
    return newId();
  }
}

it('subscribes each job under its name, to one version', () => {
  expect(subscribersOf('test.thing.sold', 2)).toEqual(['test.ship', 'test.bill']);
  expect(subscribersOf('test.thing.sold', 1)).toEqual([]);
  expect(() => jobOnEvent<Sold>('test.thing.sold', 2, ship)).toThrow('The subscriber test.ship is declared twice.');
});

it('queues the job for the tenant of the event, whatever its data says', async () => {
  const [jobs, tenantId] = [new NotedJobs({} as Outbox), newId()];
  const event = { tenantId, data: { thing: 'lamp', tenantId: newId() } } as unknown as DomainEvent<Sold & EventShape>;
  await new Ships(jobs).handle(event, {} as Transaction);
  expect(jobs.added).toEqual([{ job: 'test.ship', payload: { thing: 'lamp', tenantId } }]);
});
