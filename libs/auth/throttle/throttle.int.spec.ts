// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// worker that would call the job.
import { createHash } from 'node:crypto';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Throttle, type ThrottledAction } from './throttle.js';

let test: TestDatabase;
let throttle: Throttle;

beforeAll(async () => {
  test = await testDatabase();
  const masterKey = Buffer.alloc(32, 7).toString('base64url');
  throttle = new Throttle(test.database, new MasterKey(Object.assign(new Settings(), { masterKey })));
});
afterAll(() => test.close());

beforeEach(() => runSql(test.adminUrl, 'TRUNCATE auth.throttle_counts, auth.shared_throttle_counts'));

const use = (tenantId: string, whose: string, action: ThrottledAction = 'mails') =>
  test.database.transaction({ tenantId }, (tx) => throttle.use(tx, action, whose));
const hoursPass = async () => {
  for (const table of ['auth.throttle_counts', 'auth.shared_throttle_counts'])
    await runSql(test.adminUrl, `UPDATE ${table} SET ends_at = now() - interval '1 second'`);
};

it('allows three mails an hour to one address, over concurrent requests at all tenants', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => use(newId(), 'a@example.org')));
  expect(answers.filter(Boolean)).toHaveLength(3);
  expect(await use(newId(), 'b@example.org')).toBe(true);
});

it('allows three invitations an hour to one address per tenant, and ten for all tenants together', async () => {
  const [tenantId, address] = [newId(), 'a@example.org'];
  for (const left of [true, true, true, false]) expect(await use(tenantId, address, 'invitations')).toBe(left);
  expect(await use(newId(), address, 'invitations')).toBe(true);
  const all = await Promise.all(Array.from({ length: 20 }, () => use(newId(), address, 'invitationsAnywhere')));
  expect(all.filter(Boolean)).toHaveLength(10);
});

it('allows 1000 requests an hour from one site, however many addresses it has', async () => {
  const ask = (n: number) => throttle.spend(newId(), 'requests', `2001:db8:1:${n.toString(16)}::/64`);
  await ask(0);
  await runSql(test.adminUrl, 'UPDATE auth.shared_throttle_counts SET used = 999');
  await ask(1);
  await expect(ask(2)).rejects.toMatchObject({ code: 'throttled', status: 429 });
  await throttle.spend(newId(), 'requests', '2001:db8:2:1::/64');
});

it('stores no address, and no hash that could be computed from the address alone', async () => {
  await use(newId(), 'a@example.org');
  await use(newId(), 'a@example.org', 'passwords');
  const keys = await runSql<{ key: Buffer }>(
    test.adminUrl,
    'SELECT key FROM auth.shared_throttle_counts UNION SELECT key FROM auth.throttle_counts',
  );
  expect(keys).toHaveLength(2);
  const plain = createHash('sha256').update('mails a@example.org').digest('hex');
  expect(keys.map(({ key }) => key.toString('hex'))).not.toContain(plain);
});

it('denies the application role direct access to the shared counts', async () => {
  await use(newId(), 'a@example.org');
  for (const text of ['SELECT FROM auth.shared_throttle_counts', 'DELETE FROM auth.shared_throttle_counts'])
    await expect(runSql(test.appUrl, text)).rejects.toThrow('permission denied');
});

it('starts again after an hour', async () => {
  const tenantId = newId();
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
  await hoursPass();
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
});

it.each(['passwords', 'mails'] as const)(
  'starts again where a clock that was ahead began the hour: %s',
  async (action) => {
    const tenantId = newId();
    const back = async (minutes: number) => {
      for (const table of ['auth.throttle_counts', 'auth.shared_throttle_counts'])
        await runSql(test.adminUrl, `UPDATE ${table} SET ends_at = now() + interval '1 hour ${minutes} minutes'`);
    };
    const most = action === 'passwords' ? 10 : 3;
    for (let n = 0; n < most; n += 1) expect(await use(tenantId, 'a@example.org', action)).toBe(true);
    await back(1);
    expect(await use(tenantId, 'a@example.org', action)).toBe(false);
    await back(2);
    for (let n = 0; n < most; n += 1) expect(await use(tenantId, 'a@example.org', action)).toBe(true);
    expect(await use(tenantId, 'a@example.org', action)).toBe(false);
  },
);

it('does not count an action whose transaction was rolled back', async () => {
  const tenantId = newId();
  const undone = test.database.transaction({ tenantId }, async (tx) => {
    await throttle.use(tx, 'mails', 'a@example.org');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  for (const left of [true, true, true, false]) expect(await use(tenantId, 'a@example.org')).toBe(left);
});

it('reports when the hour ends', async () => {
  const tenantId = newId();
  for (let n = 0; n < 10; n += 1) await throttle.spend(tenantId, 'passwords', 'me');
  const refusal = await throttle.spend(tenantId, 'passwords', 'me').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'throttled', status: 429 });
  const seconds = Number((refusal as { options: { headers: Record<string, string> } }).options.headers['retry-after']);
  expect(seconds).toBeGreaterThan(3500);
  expect(seconds).toBeLessThanOrEqual(3600);
});

it.each([
  ['passwords', 'auth.throttle_counts'],
  ['mails', 'auth.shared_throttle_counts'],
] as const)('deletes counts whose hour has ended: %s', async (action, table) => {
  await use(newId(), 'a@example.org', action);
  await hoursPass();
  await use(newId(), 'b@example.org', action);
  await enforceRetention(test.database);
  expect(await runSql(test.adminUrl, `SELECT used FROM ${table}`)).toEqual([{ used: 1 }]);
});
