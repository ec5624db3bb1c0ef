// Real: PostgreSQL, the inbox and the dead letters. Faked: the subscribers, the rows of the outbox as a
// relay takes them, and an outage.

import { Logger } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Database, Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import type { OutboxEntry, OutboxRelay, OutboxRow } from '#platform/outbox';
import { Problem } from '#platform/problems';
import { RequestTelemetry } from '#platform/telemetry';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { DomainEvent } from '../domain-event.js';
import { Events } from '../events.js';
import type { Subscriber } from '../subscribes.js';
import { Subscribes } from '../subscribes.js';
import { Delivery } from './delivery.js';
import { EventForwarder } from './event-forwarder.js';

const name = 'test.counter';
const type = 'test.thing.counted';
const tenantId = newId();

/** Handles every event, or fails as a test says. */
@Subscribes(type, 1, name)
class Counter implements Subscriber {
  handled: string[] = [];
  fails: (event: DomainEvent) => boolean = () => false;

  async handle(event: DomainEvent): Promise<void> {
    if (this.fails(event)) throw new Error('The ledger is closed.');
    this.handled.push(event.id);
  }
}

let test: TestDatabase;
let counter: Counter;
beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  test = await testDatabase();
});
beforeEach(() => {
  counter = new Counter();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await test.close();
});

const row = (tries = 0): OutboxRow => ({
  id: newId(),
  tenantId,
  subject: 'a',
  payload: { type, version: 1, data: { n: 1 }, occurredAt: new Date().toISOString() },
  createdAt: new Date(),
  tries,
  traceparent: null,
});
const deadLettersOf = async (...rows: OutboxRow[]) => {
  const ids = rows.map(({ id }) => `'${id}'`).join();
  return (
    await runSql<{ id: string }>(
      test.adminUrl,
      `select event_id as id from platform.dead_letters where event_id in (${ids})`,
    )
  ).map(({ id }) => id);
};
/** These are called only for finished requests. */
const untold = [undefined, undefined, null] as unknown as ConstructorParameters<typeof RequestTelemetry>;

/** The forwarder of a worker; that of an older version knows no subscriber. */
function forwarder({ database = test.database, older = false } = {}): EventForwarder {
  const delivery = new Delivery(database, new RequestTelemetry(...untold));
  const modules = { get: () => counter } as unknown as ModuleRef;
  const made = new EventForwarder({ register: () => {} } as Partial<OutboxRelay> as OutboxRelay, delivery, modules);
  if (!older) made.onModuleInit();
  return made;
}
const instead = (transaction: Database['transaction']): Database =>
  Object.assign(Object.create(test.database), { transaction });

it('makes no dead letter of an event that another worker has handled since the last try failed', async () => {
  const given = row(4);
  counter.fails = () => true;
  let transactions = 0;
  // The other worker handles it between the last try and the dead letter.
  const late = instead(async (scope, work) => {
    transactions += 1;
    if (transactions === 2) {
      counter.fails = () => false;
      expect(await forwarder().forward([given])).toEqual([given.id]);
    }
    return test.database.transaction(scope, work);
  });
  expect(await forwarder({ database: late }).forward([given])).toEqual([given.id]);
  expect([transactions, counter.handled]).toEqual([2, [given.id]]);
  expect(await deadLettersOf(given)).toEqual([]);
});

it('counts the tries of each event of a subject separately, and delivers no dead letter', async () => {
  const [first, second] = [row(4), row(4)];
  counter.fails = ({ id }) => id === second.id;
  expect(await forwarder().forward([first, second])).toEqual([first.id]);
  expect(await deadLettersOf(second)).toEqual([]);
  expect(await forwarder().forward([second])).toEqual([second.id]);
  expect(await deadLettersOf(first, second)).toEqual([second.id]);
  counter.fails = () => false;
  expect(await forwarder().forward([first, second])).toEqual([first.id, second.id]);
  expect(counter.handled).toEqual([first.id]);
});

it.each([
  ['at the last try', 1, false],
  ['when that failed, and the event should be set aside', 2, true],
])('counts no try while the database is away %s', async (_, missed, fails) => {
  const given = row(4);
  const words = { en: 'Away.', fr: 'Absente.' };
  let transactions = 0;
  // It is back at once: whoever goes on as though this had been a try gets to the end.
  const outage = instead(async (scope, work) => {
    transactions += 1;
    if (transactions === missed) throw new Problem('database_unavailable', 503, words, words);
    return test.database.transaction(scope, work);
  });
  counter.fails = () => fails;
  await expect(forwarder({ database: outage }).forward([given])).rejects.toMatchObject({
    code: 'database_unavailable',
  });
  expect(await deadLettersOf(given)).toEqual([]);
  counter.fails = () => false;
  expect(await forwarder().forward([given])).toEqual([given.id]);
  expect(counter.handled).toEqual([given.id]);
});

it('leaves an event to a newer worker when its publisher knew a subscriber that this worker does not', async () => {
  const entries: OutboxEntry[] = [];
  const events = new Events({ put: async (_: Transaction, entry: OutboxEntry) => void entries.push(entry) } as never);
  await events.publish({} as Transaction, 'a', { type, version: 1, data: { n: 1 } });
  const published = { ...row(), ...(entries[0] as OutboxEntry) };
  expect(await forwarder({ older: true }).forward([published])).toEqual([]);
  expect(await forwarder().forward([published])).toEqual([published.id]);
  expect(counter.handled).toEqual([published.id]);
});
