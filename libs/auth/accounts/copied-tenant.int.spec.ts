// Real: the whole API, PostgreSQL, people who sign in, the archive of a tenant. Faked: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, exportTenant, importTenant } from '#platform/backup';
import { TenantDirectory } from '#platform/tenancy';
import { checkImportedTenant } from '#tenants';
import { editArchive, putValue } from '../../../test/support/edit-archive.js';
import { runSql } from '../../../test/support/notes-table.js';
import { refusedHashes } from '../../../test/support/password-hashes.js';
import { logIn } from '../../../test/support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let directory: string;
let shop: { id: string; slug: string };
let owner: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  directory = mkdtempSync(join(tmpdir(), 'palier-copied-'));
  shop = await freshTenant(api);
  owner = await signedIn(api, shop, 'owner');
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await api?.close();
});

/** Takes the tenant in once more, beside itself. */
async function copied(slug: string, edit: (entries: Map<string, Buffer>) => void = () => {}): Promise<void> {
  const [whole, file] = [join(directory, 'whole.zip'), join(directory, `${slug}.zip`)];
  await exportTenant(api.database.ownerUrl, shop, whole);
  await editArchive(whole, file, edit);
  const archive = await Archive.open(file);
  await importTenant(api.database.ownerUrl, archive, checkImportedTenant, slug).finally(() => archive.close());
  await api.app.get(TenantDirectory).refresh();
}

it('has the same people under the same passwords, whose tokens and keys of one open nothing of the other', async () => {
  const key = { name: 'reader', kind: 'secret', scopes: ['members.read'] };
  const made = (await callAs(api, owner.token, 'POST', '/v1/keys', key)).json();
  const guest = { email: 'guest@guest.example', role: 'member' };
  expect((await callAs(api, owner.token, 'POST', '/v1/invitations', guest)).statusCode).toBe(201);
  const slug = `${shop.slug}-copy`;
  await copied(slug);

  const { accessToken, user } = (await logIn(api, { ...owner.person, slug })).json();
  expect(user).toMatchObject({ id: owner.id, role: 'owner' });
  const list = async (token: string, url: string) => (await callAs(api, token, 'GET', url)).json().data;
  expect(await list(accessToken, '/v1/invitations')).toMatchObject([{ email: guest.email, invitedBy: owner.id }]);
  expect((await callAs(api, accessToken, 'DELETE', `/v1/keys/${made.id}`)).statusCode).toBe(204);
  const renamed = { name: 'Of the copy' };
  const change = await callAs(api, accessToken, 'PATCH', '/v1/me', renamed, { 'if-match': '"v1"' });
  expect(change.statusCode).toBe(200);
  for (const token of [owner.token, made.key])
    expect(await list(token, '/v1/members')).toContainEqual(
      expect.objectContaining({ id: owner.id, name: owner.person.user.name }),
    );
});

it('ends the sessions of its own users alone, though they have the ids of the original’s', async () => {
  const member = await signedIn(api, shop, 'member');
  const slug = `${shop.slug}-apart`;
  await copied(slug);
  const { accessToken } = (await logIn(api, { ...owner.person, slug })).json();
  const theirs = (await logIn(api, { ...member.person, slug })).json().accessToken;
  const me = async (token: string) => (await callAs(api, token, 'GET', '/v1/me')).statusCode;
  expect((await callAs(api, accessToken, 'POST', `/v1/members/${member.id}/deactivate`)).statusCode).toBe(200);
  expect([await me(theirs), await me(member.token)]).toEqual([401, 200]);
});

describe('an archive that somebody changed', () => {
  const counted = () =>
    runSql(
      api.database.adminUrl,
      `SELECT (SELECT count(*) FROM tenants.tenants) AS tenants, (SELECT count(*) FROM auth.users) AS users,
        (SELECT count(*) FROM auth.api_keys) AS keys`,
    );

  beforeAll(async () => {
    const key = { name: 'brought along', kind: 'secret', scopes: ['members.read'] };
    expect((await callAs(api, owner.token, 'POST', '/v1/keys', key)).statusCode).toBe(201);
  });

  const telling = [
    'plain text',
    'another kind of Argon2',
    'more memory than a sign-in may take',
    'a bcrypt that takes seconds',
    'a bcrypt of one more',
  ];
  const hashes = refusedHashes.filter(([why]) => telling.includes(why));

  it.each([
    ...hashes.map(([why, hash]) => [why, 'auth.users', 'password_hash', hash] as const),
    ['a role that there is not', 'auth.users', 'role', 'operator'],
    ['a state that there is not', 'auth.users', 'state', 'superuser'],
    ['two addresses', 'auth.users', 'email', 'a@x.example,b@x.example'],
    ['no address', 'auth.users', 'email', '\\N'],
    ['a name that steers a terminal', 'auth.users', 'name', 'Ada\u001b[31m'],
    ['a day that there is not', 'auth.users', 'created_at', '2026-02-31 00:00:00+00'],
    ['a day after all days', 'auth.users', 'created_at', 'infinity'],
    ['the year 10000', 'auth.users', 'last_sign_in_at', '10000-01-01 00:00:00+00'],
    ['the year 0', 'auth.api_keys', 'expires_at', '0001-01-01 00:00:00+00 BC'],
    ['a key that may do everything', 'auth.api_keys', 'scopes', '{*}'],
    ['a key that may do nothing', 'auth.api_keys', 'scopes', '{}'],
  ] as const)('is refused whole for %s in %s.%s', async (_, table, column, value) => {
    const before = await counted();
    const problem = await copied(`${shop.slug}-bad`, (entries) => putValue(entries, table, column, value)).catch(
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ code: 'row_refused', status: 422 });
    const { detail } = problem as { detail: { en: string } };
    expect(detail.en).toContain(`${table}:1 breaks the rule`);
    if (value.length > 3) expect(detail.en).not.toContain(value);
    expect(await counted()).toEqual(before);
  });

  it.each([
    ['product', 'casino', '/product unknown_product'],
    ['plan', 'gold', '/plan unknown_plan'],
    ['origins', '{"https://x.example/\u0001"}', '/origins invalid_origins'],
    ['name', 'Shop\u001b[31m', '/name invalid_name'],
    ['time_zone', 'Mars/Olympus', '/timeZone unknown_time_zone'],
    ['logo_url', 'https://user@x.example/', '/branding/logoUrl invalid_logo_url'],
  ])('is refused whole for the %s of its tenant', async (column, value, fault) => {
    const before = await counted();
    const problem = await copied(`${shop.slug}-bad`, (entries) =>
      putValue(entries, 'tenants.tenants', column, value),
    ).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'invalid_tenant' });
    const { errors = [] } = (problem as { options: { errors?: { pointer: string; code: string }[] } }).options;
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
    expect(await counted()).toEqual(before);
  });
});
