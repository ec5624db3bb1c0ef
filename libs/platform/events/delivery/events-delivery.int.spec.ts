// Real: PostgreSQL, the outbox and its relay, the modules of a worker. Faked: three subscribers, which
// record what they handle in a table and fail on demand; SQL ends the pause after a failed try.

import { EventEmitter, once } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditModule, actorInForce } from '#platform/audit';
import { SettingsModule } from '#platform/config';
import { Database, DatabaseModule, statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox, OutboxModule, OutboxRelay, type OutboxRow } from '#platform/outbox';
import { TelemetryModule } from '#platform/telemetry';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import {
  DeadLetters,
  type DomainEvent,
  Events,
  EventsDeliveryModule,
  EventsModule,
  type Subscriber,
  Subscribes,
  subscribersOf,
} from '../index.js';
import { EventForwarder } from './event-forwarder.js';

type Counted = { type: 'test.thing.counted'; version: 1; data: { n: number } };
type Recounted = Omit<Counted, 'version'> & { version: 2 };

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const insertEffect = statement<object, [string, string, string, number]>('test.insert-effect')`
  insert into effects (subscriber, event_id, subject, n) values ($1, $2, $3, $4)`;

/** Numbers at which the subscriber `Ledger` fails. */
const poison = new Set<number>();
/** Numbers at which `Ledger` hangs. */
const hangs = new Set<number>();
const reached = new EventEmitter();
let failure = (n: number): Error => Object.assign(new Error(`invalid: "${n}"`), { code: '22P02' });
const actors = new Set<string>();

@Injectable()
@Subscribes<Counted>('test.thing.counted', 1, 'test.ledger')
class Ledger implements Subscriber<Counted> {
  async handle({ id, subject, data }: DomainEvent<Counted>, tx: Transaction): Promise<void> {
    actors.add(JSON.stringify(actorInForce()));
    await tx.run(insertEffect, 'ledger', id, subject, data.n);
    if (poison.has(data.n)) throw failure(data.n);
    if (hangs.has(data.n)) {
      reached.emit('hangs');
      await once(reached, 'never');
    }
  }
}

@Injectable()
@Subscribes<Counted>('test.thing.counted', 1, 'test.mirror')
class Mirror implements Subscriber<Counted> {
  async handle({ id, subject, data }: DomainEvent<Counted>, tx: Transaction): Promise<void> {
    await tx.run(insertEffect, 'mirror', id, subject, data.n);
  }
}

@Injectable()
@Subscribes<Recounted>('test.thing.counted', 2, 'test.newer')
class Newer implements Subscriber<Recounted> {
  async handle(): Promise<void> {
    throw new Error('It subscribes to another version.');
  }
}

let test: TestDatabase;
let worker: TestingModule;
let relay: OutboxRelay;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create table effects (at bigint generated always as identity, subscriber text, event_id uuid, subject text, n int);
     grant insert on effects to palier_app`,
  );
  worker = await Test.createTestingModule({
    imports: [
      SettingsModule.with(test.settings),
      TelemetryModule,
      DatabaseModule,
      OutboxModule,
      AuditModule,
      EventsModule,
      EventsDeliveryModule,
    ],
    providers: [Ledger, Mirror, Newer],
  }).compile();
  // Not bootstrapped: the relay forwards only when a test calls it.
  worker.get(EventForwarder).onModuleInit();
  relay = worker.get(OutboxRelay);
});
afterEach(async () => {
  poison.clear();
  await runSql(test.adminUrl, 'truncate platform.outbox, platform.inbox, platform.outbox_retries, effects');
});
afterAll(async () => {
  jest.restoreAllMocks();
  await worker.close();
  await test.close();
});

const publish = (subject: string, ...numbers: number[]) =>
  worker.get(Database).transaction({ tenantId }, async (tx) => {
    for (const n of numbers) {
      void worker.get(Events).publish<Counted>(tx, subject, { type: 'test.thing.counted', version: 1, data: { n } });
    }
  });
const effects = async (subscriber: string, subject: string) =>
  (
    await runSql<{ n: number }>(
      test.adminUrl,
      `select n from effects where subscriber = '${subscriber}' and subject = '${subject}' order by at`,
    )
  ).map(({ n }) => n);
const nextTry = async () => {
  await runSql(test.adminUrl, "update platform.outbox_retries set until = now() - interval '1 ms'");
  await relay.drain();
};
const deadLetters = () => worker.get(DeadLetters);

it('lists the subscribers of an event type', () => {
  expect(subscribersOf('test.thing.counted')).toEqual(['test.ledger', 'test.mirror', 'test.newer']);
  expect(subscribersOf('test.thing.counted', 2)).toEqual(['test.newer']);
  expect(subscribersOf('test.thing.lost')).toEqual([]);
});

it('gives each event to each subscriber of its version once, in order, on behalf of the event', async () => {
  await publish('a', 1, 2);
  await publish('a', 3);
  await relay.drain();
  expect([await effects('ledger', 'a'), await effects('mirror', 'a')]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect([...actors][0]).toMatch(/^{"kind":"event","id":"[0-9a-f-]{36}"}$/);
});

it('handles each event once, in order, however often and in whatever batches it is delivered', async () => {
  const events = Array.from({ length: 30 }, (_, i) => i);
  const row = (n: number): OutboxRow => ({
    id: ids[n] as string,
    tenantId,
    subject: `s${n % 3}`,
    payload: { type: 'test.thing.counted', version: 1, data: { n }, occurredAt: new Date().toISOString() },
    createdAt: new Date(),
    tries: 0,
    traceparent: null,
  });
  const ids = events.map(() => newId());
  const forwarder = worker.get(EventForwarder);
  // Each batch again and again, mixed with older rows, and twice at the same time.
  for (let end = 5; end <= events.length; end += 5) {
    const shuffledSubjects = ['s2', 's0', 's1'];
    const upToHere = events.slice(0, end).map(row);
    const batch = shuffledSubjects.flatMap((subject) => upToHere.filter((one) => one.subject === subject));
    const done = await Promise.all([forwarder.forward(batch), forwarder.forward(batch)]);
    for (const ids of done) expect(ids).toHaveLength(end);
    await forwarder.forward(events.slice(Math.max(0, end - 9), end).map(row));
  }
  for (const remainder of [0, 1, 2]) {
    const expected = events.filter((n) => n % 3 === remainder);
    expect(await effects('ledger', `s${remainder}`)).toEqual(expected);
    expect(await effects('mirror', `s${remainder}`)).toEqual(expected);
  }
});

it('delivers the subjects after one whose subscriber lost its connection, and counts that as no try', async () => {
  const usual = failure;
  failure = () => Object.assign(new Error('terminating connection'), { code: '57P01' });
  poison.add(0);
  const subjects = Array.from({ length: 9 }, (_, n) => `lost-${n}`);
  for (const [n, subject] of subjects.entries()) await publish(subject, n);
  await relay.drain().catch(() => undefined);
  failure = usual;
  expect(await Promise.all(subjects.map((subject) => effects('ledger', subject)))).toEqual([
    [],
    ...subjects.slice(1).map((_, n) => [n + 1]),
  ]);
  expect(await runSql(test.adminUrl, 'select from platform.outbox_retries')).toEqual([]);
});

it('tries a poison event five times, makes it a dead letter of that subscriber alone, and continues with its subject', async () => {
  poison.add(2);
  await publish('b', 1, 2, 3);
  await publish('c', 4);
  await relay.drain();
  expect([await effects('ledger', 'b'), await effects('ledger', 'c')]).toEqual([[1], [4]]);
  expect(await effects('mirror', 'b')).toEqual([1, 2]);
  for (let tries = 2; tries <= 5; tries += 1) {
    expect(await deadLetters().count()).toBe(0);
    await nextTry();
  }
  expect([await effects('ledger', 'b'), await effects('mirror', 'b')]).toEqual([
    [1, 3],
    [1, 2, 3],
  ]);
  const [event, ...others] = await deadLetters().list(10);
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    type: 'test.thing.counted',
    tenantId,
    subject: 'b',
    subscriber: 'test.ledger',
    tries: 5,
    error: { code: '22P02', message: '' },
  });
  await deadLetters().drop(event?.id as string);
});

it('gives up an event that would name an erased person, and makes no dead letter of it', async () => {
  const usual = failure;
  failure = () => Object.assign(new Error('The person of this row is erased.'), { code: 'PL410' });
  poison.add(31);
  await publish('erased', 31, 32);
  await relay.drain();
  failure = usual;
  expect([await effects('ledger', 'erased'), await effects('mirror', 'erased')]).toEqual([[32], [31, 32]]);
  expect(await deadLetters().count()).toBe(0);
});

it('makes a dead letter for a subscriber that only a newer worker knows', async () => {
  const { id } = await worker.get(Database).transaction({ tenantId }, async (tx) => {
    const payload = { type: 'test.thing.counted', version: 1, data: { n: 1 }, occurredAt: new Date().toISOString() };
    const entry = { id: newId(), kind: 'event' as const, subject: 'h' };
    await worker.get(Outbox).put(tx, { ...entry, payload: { ...payload, to: ['test.ledger', 'test.tomorrow'] } });
    return entry;
  });
  await relay.drain();
  for (let tries = 2; tries <= 5; tries += 1) {
    expect(await deadLetters().count()).toBe(0);
    await nextTry();
  }
  expect(await effects('ledger', 'h')).toEqual([1]);
  const [event] = await deadLetters().list(1);
  expect(event).toMatchObject({ eventId: id, subscriber: 'test.tomorrow', error: { code: 'subscriber_unknown' } });
  await deadLetters().retry(event?.id as string);
  await relay.drain();
  for (let tries = 2; tries <= 5; tries += 1) await nextTry();
  const [again] = await deadLetters().list(1);
  expect(again).toMatchObject({ eventId: id, subscriber: 'test.tomorrow' });
  await deadLetters().drop(again?.id as string);
});

it('moves an event to the dead letters although PostgreSQL cannot store its error text', async () => {
  const before = failure;
  failure = () => Object.assign(new Error('half a \ud83d pair and \0'), { code: 'NUL\0' });
  poison.add(7);
  await publish('f', 7, 8);
  await relay.drain();
  for (let tries = 2; tries <= 5; tries += 1) await nextTry();
  failure = before;
  expect(await effects('ledger', 'f')).toEqual([8]);
  const [event] = await deadLetters().list(1);
  expect(event?.error).toEqual({ code: 'NUL', message: 'half a \ufffd pair and ' });
  await deadLetters().drop(event?.id as string);
});

it('waits no more than 30 seconds for a subscriber', async () => {
  hangs.add(10);
  await publish('g', 10);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const hanging = once(reached, 'hangs');
  const drained = relay.drain();
  await hanging;
  const [late] = timers.mock.calls.filter(([, ms]) => ms === 30_000);
  timers.mockRestore();
  late?.[0]();
  await drained;
  expect(await effects('ledger', 'g')).toEqual([]);
  hangs.clear();
  await nextTry();
  expect(await effects('ledger', 'g')).toEqual([10]);
});

it('delivers a dead letter to its subscriber again when an operator retries it', async () => {
  poison.add(5);
  await publish('d', 5, 6);
  await relay.drain();
  for (let tries = 2; tries <= 5; tries += 1) await nextTry();
  const [first] = await deadLetters().list(1);
  const retried = await deadLetters().retry(first?.id as string);
  expect(retried).toEqual(first);
  await relay.drain();
  for (let tries = 2; tries <= 5; tries += 1) await nextTry();
  const [again] = await deadLetters().list(1);
  expect([again?.eventId, again?.tries, await deadLetters().count()]).toEqual([first?.eventId, 5, 1]);
  poison.clear();
  // Days later, when the inbox row of the mirror is deleted.
  await runSql(test.adminUrl, 'truncate platform.inbox');
  await deadLetters().retry(again?.id as string);
  await relay.drain();
  expect([await effects('ledger', 'd'), await effects('mirror', 'd')]).toEqual([
    [6, 5],
    [5, 6],
  ]);
  expect(await deadLetters().count()).toBe(0);
  await expect(deadLetters().retry(again?.id as string)).rejects.toMatchObject({ code: 'event_not_found' });
  await expect(deadLetters().find('nonsense')).rejects.toMatchObject({ code: 'event_not_found' });
});

it('publishes nothing of a transaction that is rolled back', async () => {
  const undone = worker.get(Database).transaction({ tenantId }, async (tx) => {
    await worker.get(Events).publish<Counted>(tx, 'e', { type: 'test.thing.counted', version: 1, data: { n: 9 } });
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await relay.drain();
  expect(await effects('ledger', 'e')).toEqual([]);
});
