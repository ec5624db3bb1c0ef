// Real: the whole API, PostgreSQL, people who sign in, the archive of a tenant. Faked: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, exportTenant, importTenant } from '#platform/backup';
import { TenantDirectory } from '#platform/tenancy';
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
async function copied(slug: string): Promise<void> {
  const file = join(directory, `${slug}.zip`);
  await exportTenant(api.database.ownerUrl, shop, file);
  const archive = await Archive.open(file);
  await importTenant(api.database.ownerUrl, archive, slug).finally(() => archive.close());
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
    expect(await list(token, '/v1/members')).toMatchObject([{ id: owner.id, name: owner.person.user.name }]);
});
