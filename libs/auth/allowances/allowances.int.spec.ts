// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// worker that would call the job.
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Allowances } from './allowances.js';
import { ExpireAllowances } from './expire-allowances.job.js';

let test: TestDatabase;
let allowances: Allowances;

beforeAll(async () => {
  test = await testDatabase();
  allowances = new Allowances(test.database);
});
afterAll(() => test.close());

const use = (tenantId: string, whose: string) =>
  test.database.transaction({ tenantId }, (tx) => allowances.use(tx, 'mails', whose));
const hoursPass = () => runSql(test.adminUrl, "UPDATE auth.allowances SET ends_at = now() - interval '1 second'");

it('allows three mails an hour to one address, whoever asks at once', async () => {
  const tenantId = newId();
  const answers = await Promise.all(Array.from({ length: 20 }, () => use(tenantId, 'a@example.org')));
  expect(answers.filter(Boolean)).toHaveLength(3);
  expect(await use(tenantId, 'b@example.org')).toBe(true);
  expect(await use(newId(), 'a@example.org')).toBe(true);
});

it('begins anew after an hour', async () => {
  const tenantId = newId();
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
  await hoursPass();
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
});

it('gives back what a transaction used that was rolled back', async () => {
  const tenantId = newId();
  const undone = test.database.transaction({ tenantId }, async (tx) => {
    await allowances.use(tx, 'mails', 'a@example.org');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
});

it('says when the hour is over', async () => {
  const tenantId = newId();
  for (let n = 0; n < 10; n += 1) await allowances.spend(tenantId, 'passwords', 'me');
  const refusal = await allowances.spend(tenantId, 'passwords', 'me').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'allowance_used', status: 429 });
  const seconds = Number((refusal as { options: { headers: Record<string, string> } }).options.headers['retry-after']);
  expect(seconds).toBeGreaterThan(3500);
  expect(seconds).toBeLessThanOrEqual(3600);
});

it('is forgotten once its hour is over', async () => {
  await use(newId(), 'a@example.org');
  await hoursPass();
  const tenantId = newId();
  await use(tenantId, 'a@example.org');
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  await new ExpireAllowances(test.database).run({ tenantId: PLATFORM_TENANT_ID }, context);
  const left = await runSql(test.adminUrl, 'SELECT tenant_id FROM auth.allowances');
  expect(left).toEqual([{ tenant_id: tenantId }]);
});
