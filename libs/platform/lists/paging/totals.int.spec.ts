/** Real: PostgreSQL and its planner. Faked: nothing. */

import { newId } from '#platform/ids';
import { makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { estimateTotal, findTotal, offsetOf, totalOf } from './totals.js';

const [small, large] = [newId(), newId()];
const total = totalOf<[string]>({ name: 'test.notes-total', text: 'SELECT FROM notes WHERE body >= $1' });

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await makeNotesTable(test.ownerUrl);
  const fill = (tenant: string, rows: number) =>
    `INSERT INTO notes SELECT '${tenant}', gen_random_uuid(), 'x' FROM generate_series(1, ${rows})`;
  await runSql(test.adminUrl, `${fill(small, 10_000)}; ${fill(large, 40_000)}; ANALYZE notes`);
});
afterAll(() => test.close());

const count = (tenantId: string) =>
  findTotal((statement, ...values) => test.database.read({ tenantId }, statement, ...values), total, 'a');

it('is exact up to 10,000 rows', async () => {
  expect(await count(small)).toEqual({ totalItems: 10_000, totalKind: 'exact' });
  expect(await count(newId())).toEqual({ totalItems: 0, totalKind: 'exact' });
});

it("is the planner's estimate beyond 10,000 rows, within the tenant", async () => {
  const { totalItems, totalKind } = await count(large);
  expect(totalKind).toBe('estimated');
  expect(totalItems).toBeGreaterThan(10_000);
  expect(totalItems).toBeLessThan(50_000);
});

describe('without counting', () => {
  const estimate = async (tenantId: string, seen: { rows: number; all: boolean }) => {
    const asked: string[] = [];
    const found = await estimateTotal(
      (statement, ...values) => {
        asked.push(statement.name);
        return test.database.read({ tenantId }, statement, ...values);
      },
      total,
      seen,
      'a',
    );
    return { ...found, asked };
  };

  it("is the planner's estimate, and at least what was seen", async () => {
    const planned = await estimate(large, { rows: 20, all: false });
    expect(planned).toMatchObject({ totalKind: 'estimated', asked: ['test.notes-total:plan'] });
    expect(planned.totalItems).toBeGreaterThan(10_000);
    const seen = await estimate(newId(), { rows: 900_000, all: false });
    expect(seen).toMatchObject({ totalItems: 900_000, totalKind: 'estimated' });
  });

  it('is exact where all rows were seen, without a statement', async () => {
    expect(await estimate(small, { rows: 7, all: true })).toEqual({ totalItems: 7, totalKind: 'exact', asked: [] });
  });

  it('is the number that is kept, where it is', async () => {
    const kept = { count: total.count };
    const read = { tenantId: small };
    const found = estimateTotal(
      (s, ...values) => test.database.read(read, s, ...values),
      kept,
      { rows: 1, all: false },
      'a',
    );
    expect(await found).toEqual({ totalItems: 10_000, totalKind: 'exact' });
  });
});

it('gives the offset of a page up to row 100,000', () => {
  expect(offsetOf(1, 20)).toBe(0);
  expect(offsetOf(1000, 100)).toBe(99_900);
  expect(() => offsetOf(1001, 100)).toThrow(expect.objectContaining({ code: 'page_out_of_reach', status: 400 }));
});
