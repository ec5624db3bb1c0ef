/** Real: PostgreSQL, LISTEN and NOTIFY, a killed backend. Faked: nothing. */
import { EventEmitter, once } from 'node:events';
import { type Listener, listen } from '#platform/database';
import { runSql } from '../../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

let test: TestDatabase;
let listener: Listener;
const heard = new EventEmitter();

beforeAll(async () => {
  test = await testDatabase({ entities: [] });
});
afterAll(async () => {
  await listener.close();
  await test.close();
});

it('says when it listens, passes notifications on, and listens again after its connection was lost', async () => {
  const begun = once(heard, 'begun');
  listener = listen(test.appUrl, 'test channel', (payload) =>
    heard.emit(payload === undefined ? 'begun' : 'told', payload),
  );
  await begun;

  const told = once(heard, 'told');
  await runSql(test.appUrl, `NOTIFY "test channel", 'one'`);
  expect(await told).toEqual(['one']);

  const begunAgain = once(heard, 'begun');
  await runSql(
    test.adminUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palier listen' AND datname = current_database()`,
  );
  await begunAgain;
  const toldAgain = once(heard, 'told');
  await runSql(test.appUrl, `NOTIFY "test channel", 'two'`);
  expect(await toldAgain).toEqual(['two']);
});
