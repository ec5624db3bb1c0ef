// Real: PostgreSQL, with the migrations and LISTEN. Faked: the move itself, by its rows; for the last
// one the database, which must fail at a moment.
import { Logger } from '@nestjs/common';
import type { Database, Notifications } from '#platform/database';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { Cutovers } from './cutovers.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ entities: [] });
});
afterAll(() => test.close());

const change = (sql: string) => runSql(test.ownerUrl, `${sql}; NOTIFY moves`);

it('tells once that the deployment moves, once that it stays, and nothing after that', async () => {
  const heard: string[] = [];
  const end = new Cutovers(test.database, test.notifications).subscribe(
    () => heard.push('rest'),
    () => heard.push('resume'),
  );
  await change("INSERT INTO platform.moves (id, state, target) VALUES (uuidv7(), 'copying', 'elsewhere')");
  for (const state of ['resting', 'frozen', 'moved']) await change(`UPDATE platform.moves SET state = '${state}'`);
  await until(() => heard.includes('rest'));
  await change('UPDATE platform.moves SET ended_at = now()');
  await until(() => heard.includes('resume'));
  expect(heard).toEqual(['rest', 'resume']);
  end();
  await change("INSERT INTO platform.moves (id, state, target) VALUES (uuidv7(), 'frozen', 'elsewhere')");
  const late: string[] = [];
  // Whoever begins to listen in the middle of a move is told too.
  const stop = new Cutovers(test.database, test.notifications).subscribe(
    () => late.push('rest'),
    () => late.push('resume'),
  );
  await until(() => late.length > 0);
  stop();
  expect([heard, late]).toEqual([['rest', 'resume'], ['rest']]);
});

it('stays at rest while nobody can be asked', async () => {
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
  const heard: string[] = [];
  new Cutovers(database as Database, notifications as Notifications).subscribe(
    () => heard.push('rest'),
    () => heard.push('resume'),
  );
  subscribe();
  await until(() => heard.length > 0);
  cutover = Promise.reject(new Error('away'));
  subscribe();
  cutover.catch(() => {});
  await until(() => looks.length === 2);
  cutover = Promise.resolve([]);
  subscribe();
  await until(() => heard.includes('resume'));
  expect([looks.length, heard]).toEqual([3, ['rest', 'resume']]);
});
