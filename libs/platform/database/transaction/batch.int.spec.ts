/** Real: PostgreSQL, the pool, row level security. Faked: nothing; the sends of a connection are counted. */

import pg from 'pg';
import { statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const tenantId = newId();
const scope = { tenantId };
const markNote = statement<object, [body: string, tenantId: string, id: string]>('test.mark-note')`
  UPDATE notes SET body = $1 WHERE tenant_id = $2 AND id = $3`;

let test: TestDatabase;
const addAndMark = (tx: Transaction, id: string) =>
  Promise.all([
    tx.run(insertNote, tenantId, id, 'as added'),
    tx.run(markNote, 'as marked', tenantId, id),
    tx.run(allNotes),
  ]);

beforeAll(async () => {
  test = await testDatabase({ poolSize: 1 });
  await makeNotesTable(test.ownerUrl);
  // The first run prepares each statement on the only connection.
  await test.database.transaction(scope, (tx) => addAndMark(tx, newId()));
});
afterAll(() => test.close());

it('gives each statement of a batch its own rows, although they are sent together', async () => {
  const sends = jest.spyOn(pg.Client.prototype, 'query');
  const id = newId();
  const [added, marked, notes] = await test.database.transaction(scope, async (tx) => addAndMark(tx, id));
  const sent = sends.mock.calls.length;
  sends.mockRestore();
  expect([added, marked]).toEqual([[{ id }], []]);
  expect(notes).toContainEqual({ tenant_id: tenantId, id, body: 'as marked' });
  // BEGIN, the three together, COMMIT.
  expect(sent).toBe(3);
});

it('fails all statements with the failure of one, and saves nothing', async () => {
  const [known] = await test.database.read(scope, allNotes);
  const failures: unknown[] = [];
  const work = test.database.transaction(scope, async (tx) => {
    const fresh = tx.run(insertNote, tenantId, newId(), 'left behind');
    const twin = tx.run(insertNote, tenantId, known?.id ?? '', 'a twin');
    for (const { status, reason } of (await Promise.allSettled([fresh, twin])) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      failures.push(reason);
    }
  });
  await expect(work).rejects.toThrow('duplicate key');
  expect(failures).toEqual([expect.objectContaining({ code: '23505' }), expect.objectContaining({ code: '23505' })]);
  expect((await test.database.read(scope, allNotes)).map(({ body }) => body)).not.toContain('left behind');
});

it('reads the times of each statement as that statement asks, once they are prepared', async () => {
  const asDate = statement<{ at: Date }>('test.as-date')`SELECT timestamptz '2026-01-15 09:30Z' AS at`;
  const asText = statement<{ at: string }>('test.as-text', { timesAsText: true })`${asDate.text}`;
  const at = new Date('2026-01-15T09:30:00Z');
  const both = (tx: Transaction) => Promise.all([tx.run(asText), tx.run(asDate), tx.run(asText)]);
  for (const run of ['prepares', 'prepared']) {
    const read = await test.database.transaction(scope, both);
    expect([run, read]).toEqual([run, [[{ at: at.toJSON() }], [{ at }], [{ at: at.toJSON() }]]]);
    const other = await test.database.transaction(scope, (tx) => Promise.all([tx.run(asText), tx.run(asDate)]));
    expect([run, other]).toEqual([run, [[{ at: at.toJSON() }], [{ at }]]]);
  }
});

it('uses the connection again after such a failure', async () => {
  const id = newId();
  const [added] = await test.database.transaction(scope, (tx) => addAndMark(tx, id));
  expect(added).toEqual([{ id }]);
});
