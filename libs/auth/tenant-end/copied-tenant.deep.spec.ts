// Real: the whole API, PostgreSQL, people who sign in, the archive of a tenant. Faked: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, exportTenant, importTenant } from '#platform/backup';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { BlobStore, IncomingFiles } from '#platform/storage';
import { TenantDirectory } from '#platform/tenancy';
import { checkImportedTenant, recountCapacity } from '#tenants';
import { editArchive, putValue } from '../../../test/support/edit-archive.js';
import { refusedHashes } from '../../../test/support/password-hashes.js';
import { logIn } from '../../../test/support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { parseKey, writeKey } from '../api-keys/key-text.js';
import { Invitations } from '../invitations/invitations.js';
import { provenAddress } from '../users/proven-users.js';

let api: TestApp;
let directory: string;
let shop: { id: string; slug: string };
let owner: SignedIn;
/** Of the original. */
let secrets: {
  link: { id: string; secret: string };
  key: { id: string; key: string };
  revokedKey: { id: string; key: string };
  device: string;
};
beforeAll(async () => {
  api = await startTestApp();
  directory = mkdtempSync(join(tmpdir(), 'palier-copied-'));
  shop = await freshTenant(api);
  owner = await signedIn(api, shop, 'owner');
  const newKey = { name: 'reader', kind: 'secret', scopes: ['members.read'] };
  const [made, revoked] = await Promise.all(
    [0, 1].map(async () => (await callAs(api, owner.token, 'POST', '/v1/keys', newKey)).json()),
  );
  const guest = { email: 'guest@guest.example', role: 'owner' };
  const { id: invitation } = (await callAs(api, owner.token, 'POST', '/v1/invitations', guest)).json();
  const sent = await api.app
    .get(Database)
    .transaction({ tenantId: shop.id }, (tx) => api.app.get(Invitations).secretFor(tx, invitation));
  const { deviceToken } = (await logIn(api, owner.person)).json();
  secrets = {
    link: { id: invitation, secret: sent?.secret ?? '' },
    key: made,
    revokedKey: revoked,
    device: deviceToken,
  };
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await api?.close();
});

interface Taking {
  readonly edit?: (entries: Map<string, Buffer>) => void;
  /** By default the original's own. */
  readonly into?: Pick<TestDatabase, 'ownerUrl'>;
}

/** Exports the tenant and takes it in: as a copy under another slug, or, without one, under its own id. */
const files = () => ({ store: api.app.get(BlobStore), incoming: api.app.get(IncomingFiles) });
async function taken(slug: string | undefined, { edit = () => {}, into = api.database }: Taking = {}) {
  const [whole, file] = ['whole', 'taken'].map((name) => join(directory, `${name}-${newId()}.zip`)) as [string, string];
  await exportTenant(api.database.ownerUrl, shop, whole, api.app.get(BlobStore));
  await editArchive(whole, file, edit);
  const archive = await Archive.open(file);
  const tenant = await importTenant(into.ownerUrl, archive, files(), checkImportedTenant, {
    recount: recountCapacity,
    cleaners: {},
    provenAddress,
    slug,
  }).finally(() => archive.close());
  await api.app.get(TenantDirectory).refresh();
  return tenant;
}

const list = (token: string, url: string) => callAs(api, token, 'GET', url);

describe('a copy of a tenant', () => {
  let copy: { id: string; slug: string };
  let copied: string;
  beforeAll(async () => {
    const edit = (entries: Map<string, Buffer>) => putValue(entries, 'auth.users', 'version', '500000000');
    copy = await taken(`${shop.slug}-copy`, { edit });
    // Once they are in the archive.
    expect((await callAs(api, owner.token, 'DELETE', `/v1/keys/${secrets.revokedKey.id}`)).statusCode).toBe(204);
    expect((await callAs(api, owner.token, 'DELETE', `/v1/invitations/${secrets.link.id}`)).statusCode).toBe(204);
    copied = (await logIn(api, { ...owner.person, slug: copy.slug })).json().accessToken;
  });

  // The version is the largest that is taken in.
  it('has the same people under the same passwords, and what changes there changes nothing of the original', async () => {
    const answer = await logIn(api, { ...owner.person, slug: copy.slug });
    expect(answer.json().user).toMatchObject({ id: owner.id, role: 'owner' });
    const renamed = { name: 'Of the copy' };
    const change = await callAs(api, copied, 'PATCH', '/v1/me', renamed, { 'if-match': '"v500000000"' });
    expect(change.statusCode).toBe(200);
    for (const token of [owner.token, secrets.key.key])
      expect((await list(token, '/v1/members')).json().data).toContainEqual(
        expect.objectContaining({ id: owner.id, name: owner.person.user.name }),
      );
  });

  it.each(['key', 'revokedKey'] as const)('is opened by no %s of the original, in whosever name', async (which) => {
    const parts = parseKey(secrets[which].key);
    if (!parts) throw new Error('No key was made.');
    const renamed = writeKey({ ...parts, tenantId: copy.id });
    expect((await list(renamed, '/v1/members')).statusCode).toBe(401);
    expect((await list(copied, '/v1/keys')).json().data).toEqual([]);
  });

  it('is joined by no link that the original mailed', async () => {
    const url = `/v1/auth/${copy.slug}/invitations/accept`;
    const payload = { token: secrets.link.secret, name: 'Guest', password: 'quatre mots pris au hasard' };
    expect((await api.inject({ method: 'POST', url, payload })).json()).toMatchObject({ code: 'invitation_void' });
    expect((await list(copied, '/v1/invitations')).json().data).toEqual([]);
  });

  it('knows no device of the original', async () => {
    const body = { deviceToken: secrets.device };
    // A device that is known gets no other token.
    expect((await logIn(api, owner.person, { body })).json().deviceToken).toBeUndefined();
    const answer = await logIn(api, { ...owner.person, slug: copy.slug }, { body });
    expect(answer.json().deviceToken).toEqual(expect.any(String));
  });
});

it('moves with its keys, its open invitations and its known devices', async () => {
  const other = await testDatabase();
  try {
    await taken(undefined, { into: other });
    for (const table of ['api_keys', 'invitations', 'known_devices']) {
      const rows = `SELECT * FROM auth.${table} AS kept WHERE tenant_id = '${shop.id}' ORDER BY kept::text`;
      const here = await runSql(api.database.adminUrl, rows);
      expect(here).not.toEqual([]);
      expect([table, await runSql(other.adminUrl, rows)]).toEqual([table, here]);
    }
  } finally {
    await other.close();
  }
});

it('ends the sessions of its own users alone, though they have the ids of the original’s', async () => {
  const member = await signedIn(api, shop, 'member');
  const slug = `${shop.slug}-apart`;
  await taken(slug);
  const signIn = async (person: typeof owner.person) => (await logIn(api, { ...person, slug })).json().accessToken;
  const [theirOwner, theirMember] = [await signIn(owner.person), await signIn(member.person)];
  const me = async (token: string) => (await list(token, '/v1/me')).statusCode;
  expect((await callAs(api, theirOwner, 'POST', `/v1/members/${member.id}/deactivate`)).statusCode).toBe(200);
  expect([await me(theirMember), await me(member.token)]).toEqual([401, 200]);
});

it('has the erasures of its original: who is to be erased there cannot come back here', async () => {
  const member = await signedIn(api, shop, 'member');
  const path = `/v1/members/${member.id}`;
  expect((await callAs(api, owner.token, 'POST', `${path}/erasure`, {})).statusCode).toBe(202);
  const slug = `${shop.slug}-erasing`;
  await taken(slug);
  const theirs = (await logIn(api, { ...owner.person, slug })).json().accessToken;
  expect((await list(theirs, `${path}/erasure`)).json()).toMatchObject({ userId: member.id, state: 'pending' });
  expect((await callAs(api, theirs, 'POST', `${path}/reactivate`)).json()).toMatchObject({ code: 'erasure_pending' });
});

describe('an archive that somebody changed', () => {
  /** Where nothing of the tenant is yet, so that it can move there. */
  let other: TestDatabase;
  const counted = () =>
    Promise.all(
      [api.database, other].map(({ adminUrl }) =>
        runSql(
          adminUrl,
          `SELECT (SELECT count(*) FROM tenants.tenants) AS tenants, (SELECT count(*) FROM auth.users) AS users,
            (SELECT count(*) FROM auth.api_keys) AS keys`,
        ),
      ),
    );

  beforeAll(async () => {
    other = await testDatabase();
  });
  afterAll(() => other?.close());

  const chosen = [
    'plain text',
    'another kind of Argon2',
    'more memory than a sign-in may take',
    'a bcrypt that takes seconds',
    'a bcrypt of one more',
  ];
  const hashes = refusedHashes.filter(([why]) => chosen.includes(why));

  it.each([
    ...hashes.map(([why, hash]) => [why, 'auth.users', 'password_hash', hash] as const),
    ['a role that does not exist', 'auth.users', 'role', 'operator'],
    ['a state that does not exist', 'auth.users', 'state', 'superuser'],
    ['two addresses', 'auth.users', 'email', 'a@x.example,b@x.example'],
    ['no address', 'auth.users', 'email', '\\N'],
    ['a name with terminal escape codes', 'auth.users', 'name', 'Ada\u001b[31m'],
    ['a date that does not exist', 'auth.users', 'created_at', '2026-02-31 00:00:00+00'],
    ['an infinite date', 'auth.users', 'created_at', 'infinity'],
    ['the year 10000', 'auth.users', 'last_sign_in_at', '10000-01-01 00:00:00+00'],
    ['the year 0', 'auth.api_keys', 'expires_at', '0001-01-01 00:00:00+00 BC'],
    ['a key that may do everything', 'auth.api_keys', 'scopes', '{*}'],
    ['a key that may do nothing', 'auth.api_keys', 'scopes', '{}'],
    ['a version that cannot grow', 'auth.users', 'version', '2147483647'],
    ['a version that could grow once more', 'tenants.tenants', 'version', '999999999'],
    ['a version that no ETag names', 'auth.users', 'version', '0'],
  ] as const)('is refused whole for %s in %s.%s', async (_, table, column, value) => {
    const before = await counted();
    const edit = (entries: Map<string, Buffer>) => putValue(entries, table, column, value);
    const problem = await taken(undefined, { edit, into: other }).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'row_refused', status: 422 });
    const { detail } = problem as { detail: { en: string } };
    expect(detail.en).toContain(`${table}:1 violates the constraint`);
    if (value.length > 3) expect(detail.en).not.toContain(value);
    expect(await counted()).toEqual(before);
  });

  it.each([
    ['product', 'casino', '/product unknown_product'],
    ['plan', 'gold', '/plan unknown_plan'],
    ['origins', '{"https://x.example/\u0001"}', '/origins/0 invalid_origins'],
    ['name', 'Shop\u001b[31m', '/name invalid_name'],
    ['time_zone', 'Mars/Olympus', '/timeZone unknown_time_zone'],
    ['logo_url', 'https://user@x.example/', '/branding/logoUrl invalid_logo_url'],
  ])('is refused as a whole for the %s of its tenant', async (column, value, fault) => {
    const before = await counted();
    const edit = (entries: Map<string, Buffer>) => putValue(entries, 'tenants.tenants', column, value);
    const problem = await taken(`${shop.slug}-bad`, { edit }).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'invalid_tenant' });
    const { errors = [] } = (problem as { options: { errors?: { pointer: string; code: string }[] } }).options;
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
    expect(await counted()).toEqual(before);
  });
});
