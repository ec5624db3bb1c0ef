/**
 * Personal keys end with the sessions of their user, and a mail tells of each new one.
 * Real: the whole API and its worker, PostgreSQL, mails as files. Faked: nothing.
 */
import { readFileSync } from 'node:fs';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { auditLines } from '../support/audit-lines.js';
import { heldTransaction } from '../support/held-transaction.js';
import { type Mailbox, mailboxOf } from '../support/mailbox.js';
import { logIn, password } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let api: TestApp;
let mails: Mailbox;
let tenant: { id: string; slug: string };
let owner: SignedIn;
let editor: SignedIn;

beforeAll(async () => {
  api = await startTestApp({}, undefined, [WorkerModule]);
  mails = mailboxOf(api);
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  [owner, editor] = [await signedIn(api, tenant, 'owner'), await signedIn(api, tenant, 'editor')];
});
afterAll(() => api?.close());

const newPassword = 'cinq mots encore plus longs ici';
const make = (token: string, name = 'My phone') =>
  callAs(api, token, 'POST', '/v1/me/keys', { name, scopes: ['feeds.read'] });
const made = async (token: string): Promise<string> => (await make(token)).json().key;
const reads = async (key: string) => (await callAs(api, key, 'GET', '/v1/feeds/unread')).statusCode;
const auth = (path: string, payload: object) =>
  api.inject({ method: 'POST', url: `/v1/auth/${tenant.slug}/${path}`, payload });
const asOperator = (query: string) =>
  callAs(api, api.operatorKey, 'DELETE', `/v1/platform/auth/sessions?tenant=${tenant.slug}${query}`);

async function reset() {
  const { email } = editor.person.user;
  await auth('password/forgot', { email });
  const link = await until(async () => (await mails.to(email)).find((mail) => mail.link)?.link);
  return auth('password/reset', { token: link.split('#')[1], password: newPassword });
}

it.each<[string, () => Promise<{ statusCode: number; body: string }>]>([
  ['they reset their password', reset],
  [
    'they change their password',
    () => callAs(api, editor.token, 'POST', '/v1/me/password', { currentPassword: password, newPassword }),
  ],
  ['they sign out on all other devices', () => callAs(api, editor.token, 'DELETE', '/v1/me/sessions')],
  ['an operator ends their sessions', () => asOperator(`&user=${editor.id}`)],
])('all personal keys of a user are revoked when %s, and no others', async (_, end) => {
  const [first, second, ofOther] = [await made(editor.token), await made(editor.token), await made(owner.token)];
  expect([await reads(first), await reads(second)]).toEqual([200, 200]);
  const answer = await end();
  expect(answer.statusCode).toBeLessThan(300);
  if (answer.statusCode === 200) expect(JSON.parse(answer.body)).toMatchObject({ revokedKeys: 2 });
  expect([await reads(first), await reads(second), await reads(ofOther)]).toEqual([401, 401, 200]);
  const lines = await runSql(
    api.database.adminUrl,
    `SELECT DISTINCT actor_id IS NOT NULL AS known FROM ${auditLines}
     WHERE tenant_id = '${tenant.id}' AND action = 'auth.api-key.revoked'`,
  );
  expect(lines).toEqual([{ known: true }]);
});

it('all personal keys of a tenant are revoked when an operator ends its sessions, and its own keys stay', async () => {
  const { key: ofTenant } = (
    await callAs(api, owner.token, 'POST', '/v1/keys', { name: 'x', kind: 'secret', scopes: ['members.read'] })
  ).json();
  const keys = [await made(editor.token), await made(owner.token)];
  // More than one batch, of a user who is gone by now.
  await runSql(
    api.database.adminUrl,
    `INSERT INTO auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, user_id)
     SELECT '${tenant.id}', uuidv7(), 'personal', 'x', translate(left(md5(i || '${tenant.id}'), 8), '0189', 'ghij'), sha256(i::text::bytea),
       '{feeds.read}', '${editor.id}', uuidv7() FROM generate_series(1, 230) AS i`,
  );
  expect((await asOperator('')).json()).toEqual({ ended: 2, revokedKeys: 232 });
  for (const key of keys) expect(await reads(key)).toBe(401);
  expect((await callAs(api, ofTenant, 'GET', '/v1/members')).statusCode).toBe(200);
});

it('a key is not created by a session that ends meanwhile', async () => {
  const { accessToken } = (await logIn(api, editor.person)).json();
  await using other = await heldTransaction(
    api.database.adminUrl,
    `SELECT FROM auth.users WHERE id = '${editor.id}' FOR UPDATE`,
  );
  const making = make(accessToken);
  await other.blocks();
  const ending = callAs(api, editor.token, 'DELETE', '/v1/me/sessions');
  await other.blocks(2);
  await other.rollback();
  const refused = await making;
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'no_longer_allowed']);
  expect((await ending).json()).toEqual({ ended: 1, revokedKeys: 0 });
});

it.each([
  ['en', 'A new key of your account at', ['“Desk {tenant} & co”', 'UTC', 'ask for a new password']],
  ['fr', 'Une nouvelle clé de votre compte', ['« Desk {tenant} & co »', 'UTC', 'demandez aussitôt un nouveau']],
])('a mail in the language %s tells the user of a new key', async (locale, subject, words) => {
  await runSql(api.database.adminUrl, `UPDATE auth.users SET locale = '${locale}' WHERE id = '${editor.id}'`);
  const year = () => new Date().getUTCFullYear();
  const before = year();
  expect((await make(editor.token, 'Desk {tenant} & co')).statusCode).toBe(201);
  const [mail] = await mails.to(editor.person.user.email);
  expect(mail?.subject).toContain(subject);
  const text = decoded(readFileSync(mail?.path ?? '', 'latin1'));
  for (const word of words) expect(text).toContain(word);
  expect(text).toMatch(new RegExp(`${before}|${year()}`));
});

/** The lines of a mail as its sender wrote them: it is stored as quoted-printable. */
function decoded(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
