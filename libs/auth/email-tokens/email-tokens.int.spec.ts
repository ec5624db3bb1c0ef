// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// worker that would call the job, and the quotas: there are none.
import { createHash } from 'node:crypto';
import { newId } from '#platform/ids';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { MemberSeats } from '../users/member-seats.js';
import { Users } from '../users/users.js';
import { EmailTokens } from './email-tokens.js';
import type { EmailPurpose } from './email-tokens.sql.js';

const tenantId = newId();
let test: TestDatabase;
let tokens: EmailTokens;
let made = 0;

beforeAll(async () => {
  test = await testDatabase();
  tokens = new EmailTokens(test.database);
});
afterAll(() => test.close());

async function someone(): Promise<string> {
  made += 1;
  const users = new Users(test.database, new MemberSeats(unlimitedQuotas), { within: async () => {} } as never);
  const user = { email: `user-${made}@example.org`, name: 'Someone', role: 'member', state: 'unverified' } as const;
  const created = await test.database.transaction({ tenantId }, (tx) => users.create(tx, tenantId, user));
  return created?.id ?? '';
}
const issue = (userId: string, purpose: EmailPurpose = 'verify-email') =>
  test.database.transaction({ tenantId }, (tx) => tokens.issue(tx, userId, purpose));
const redeem = (secret: string, purpose: EmailPurpose = 'verify-email', of = tenantId) =>
  test.database.transaction({ tenantId: of }, (tx) => tokens.redeem(tx, secret, purpose));

it('identifies its user once', async () => {
  const userId = await someone();
  const secret = await issue(userId);
  expect(secret).toMatch(/^[\w-]{64}$/);
  expect(await tokens.holderOf(tenantId, secret, 'verify-email')).toBe(userId);
  expect([await redeem(secret), await redeem(secret)]).toEqual([userId, undefined]);
  expect(await tokens.holderOf(tenantId, secret, 'verify-email')).toBeUndefined();
});

it('works for one of twenty concurrent requests', async () => {
  const userId = await someone();
  const secret = await issue(userId);
  const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(secret)));
  expect(answers.filter((answer) => answer !== undefined)).toEqual([userId]);
});

it('voids the other tokens of the same user and purpose alone', async () => {
  const [userId, other] = [await someone(), await someone()];
  const [first, second, reset, theirs] = [
    await issue(userId),
    await issue(userId),
    await issue(userId, 'reset-password'),
    await issue(other),
  ];
  expect(await redeem(second)).toBe(userId);
  expect(await redeem(first)).toBeUndefined();
  expect(await redeem(reset, 'reset-password')).toBe(userId);
  expect(await redeem(theirs)).toBe(other);
});

it('is not valid for another purpose, in another tenant, or altered', async () => {
  const secret = await issue(await someone());
  const altered = secret.slice(0, -2) + (secret.endsWith('AA') ? 'BB' : 'AA');
  const swapped = secret.slice(0, 22) + (await issue(await someone())).slice(22);
  for (const none of [altered, swapped, '', 'x', `${secret}A`, 'é'.repeat(64)])
    expect(await redeem(none)).toBeUndefined();
  expect(await redeem(secret, 'reset-password')).toBeUndefined();
  expect(await redeem(secret, 'verify-email', newId())).toBeUndefined();
  expect(await redeem(secret)).toBeDefined();
});

it('is stored as a hash alone', async () => {
  const secret = await issue(await someone());
  const random = Buffer.from(secret, 'base64url').subarray(16);
  const kept = await databaseText(test.adminUrl);
  expect(kept).toContain(createHash('sha256').update(random).digest('hex'));
  expect(secretsIn(kept, { secret, random })).toEqual([]);
});

it('expires, and the daily job deletes it and no other token', async () => {
  const [old, young] = [await issue(await someone()), await issue(await someone())];
  const end = Buffer.from(old, 'base64url').subarray(0, 16).toString('hex');
  await runSql(
    test.adminUrl,
    `UPDATE auth.email_tokens SET expires_at = now() - interval '1 second' WHERE id = '${end}'::uuid`,
  );
  expect(await tokens.holderOf(tenantId, old, 'verify-email')).toBeUndefined();
  expect(await redeem(old)).toBeUndefined();
  await enforceRetention(test.database);
  const rows = await runSql(test.adminUrl, `SELECT id FROM auth.email_tokens WHERE id = '${end}'::uuid`);
  expect(rows).toEqual([]);
  expect(await redeem(young)).toBeDefined();
});

it('is deleted with its user', async () => {
  const userId = await someone();
  const secret = await issue(userId);
  await runSql(test.adminUrl, `DELETE FROM auth.users WHERE id = '${userId}'`);
  expect(await redeem(secret)).toBeUndefined();
});
