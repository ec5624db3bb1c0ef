// Real: PostgreSQL, the notes of what was handled and what is set aside. Faked: the subscribers.

import { Logger } from '@nestjs/common';
import type { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { RequestTelemetry } from '#platform/telemetry';
import { runSql } from '../../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { DomainEvent } from '../domain-event.js';
import type { Subscriber } from '../subscriber.js';
import { Delivery } from './delivery.js';

const name = 'test.ledger';
let test: TestDatabase;
beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  test = await testDatabase({ entities: [] });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await test.close();
});

const event = (): DomainEvent => ({
  id: newId(),
  tenantId: newId(),
  type: 'test.thing.counted',
  version: 1,
  subject: 'a',
  occurredAt: new Date(),
  traceparent: null,
  data: { n: 1 },
});
const worker = (database: Database = test.database) => new Delivery(database, new RequestTelemetry(...untold));
/** Only finished requests are told to these. */
const untold = [undefined, undefined, null] as unknown as ConstructorParameters<typeof RequestTelemetry>;
const setAside = (eventId: string) =>
  runSql(test.adminUrl, `select from platform.set_aside_events where event_id = '${eventId}'`);

/** Counts what it handled. */
const counting = () => {
  const handled: string[] = [];
  return { handled, handle: async ({ id }: DomainEvent) => void handled.push(id) };
};
const failing: Subscriber = { handle: () => Promise.reject(new Error('The ledger is closed.')) };

it('sets nothing aside that another worker has handled since the last try failed', async () => {
  const given = event();
  const subscriber = counting();
  let transactions = 0;
  // The other worker comes between the last try and what is done for good.
  const transaction: Database['transaction'] = async (scope, work) => {
    transactions += 1;
    if (transactions === 2) expect(await worker().deliver(given, name, subscriber, 4)).toBe(true);
    return test.database.transaction(scope, work);
  };
  const late = worker(Object.assign(Object.create(test.database), { transaction }));
  expect(await late.deliver(given, name, failing, 4)).toBe(true);
  expect([transactions, subscriber.handled]).toEqual([2, [given.id]]);
  expect(await setAside(given.id)).toEqual([]);
});

it('gives nobody what was set aside', async () => {
  const given = event();
  const subscriber = counting();
  expect(await worker().deliver(given, name, failing, 3)).toBe(false);
  expect(await setAside(given.id)).toHaveLength(0);
  expect(await worker().deliver(given, name, failing, 4)).toBe(true);
  expect(await worker().deliver(given, name, subscriber, 0)).toBe(true);
  expect(subscriber.handled).toEqual([]);
  expect(await setAside(given.id)).toHaveLength(1);
});
