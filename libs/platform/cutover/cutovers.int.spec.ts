// Real: PostgreSQL, with the migrations and LISTEN. Faked: the cutover, by its rows; in the last test the
// database, whose read must fail.
import { Logger } from '@nestjs/common';
import type { Database, Notifications } from '#platform/database';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { Cutovers } from './cutovers.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const change = (sql: string) => runSql(test.ownerUrl, `${sql}; NOTIFY cutovers`);

it('calls pause once during a cutover, resume once after it, and nothing once unsubscribed', async () => {
  const calls: string[] = [];
  const end = new Cutovers(test.database, test.notifications).subscribe(
    () => calls.push('pause'),
    () => calls.push('resume'),
  );
  await change("INSERT INTO platform.cutovers (id, state, target) VALUES (uuidv7(), 'copying', 'elsewhere')");
  for (const state of ['draining', 'frozen', 'cut-over'])
    await change(`UPDATE platform.cutovers SET state = '${state}'`);
  await until(() => calls.includes('pause'));
  await change('UPDATE platform.cutovers SET ended_at = now()');
  await until(() => calls.includes('resume'));
  expect(calls).toEqual(['pause', 'resume']);
  end();
  await change("INSERT INTO platform.cutovers (id, state, target) VALUES (uuidv7(), 'frozen', 'elsewhere')");
  const late: string[] = [];
  // A subscription during a cutover pauses at once.
  const stop = new Cutovers(test.database, test.notifications).subscribe(
    () => late.push('pause'),
    () => late.push('resume'),
  );
  await until(() => late.length > 0);
  stop();
  expect([calls, late]).toEqual([['pause', 'resume'], ['pause']]);
});

it('calls nothing for a state that was being read as it was unsubscribed', async () => {
  let read: (rows: object[]) => void = () => {};
  const reading = new Promise<object[]>((resolve) => {
    read = resolve;
  });
  const database = { unscopedRead: () => reading } as Pick<Database, 'unscopedRead'>;
  const notifications = {
    subscribe: (_channel: string, onNotify: () => void) => {
      onNotify();
      return () => {};
    },
  } as Pick<Notifications, 'subscribe'>;
  const calls: string[] = [];
  const subscribe = () =>
    new Cutovers(database as Database, notifications as Notifications).subscribe(
      () => calls.push('pause'),
      () => calls.push('resume'),
    );
  const end = subscribe();
  subscribe();
  end();
  read([{ state: 'frozen' }]);
  await until(() => calls.length > 0);
  expect(calls).toEqual(['pause']);
});

it('stays paused while the database cannot be read', async () => {
  let cutover: Promise<object[]> = Promise.resolve([{ state: 'frozen' }]);
  let subscribe: (payload?: string) => void = () => {};
  const looks: unknown[] = [];
  const database = { unscopedRead: () => looks.push(cutover) && cutover } as Pick<Database, 'unscopedRead'>;
  const notifications = {
    subscribe: (_channel: string, onNotify: typeof subscribe) => {
      subscribe = onNotify;
      return () => {};
    },
  } as Pick<Notifications, 'subscribe'>;
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const calls: string[] = [];
  new Cutovers(database as Database, notifications as Notifications).subscribe(
    () => calls.push('pause'),
    () => calls.push('resume'),
  );
  subscribe();
  await until(() => calls.length > 0);
  cutover = Promise.reject(new Error('away'));
  subscribe();
  cutover.catch(() => {});
  await until(() => looks.length === 2);
  cutover = Promise.resolve([]);
  subscribe();
  await until(() => calls.includes('resume'));
  expect([looks.length, calls]).toEqual([3, ['pause', 'resume']]);
});
