// Real: the product and its workers, PostgreSQL. Faked: that a database of before has the person, who was erased in none.
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';
import { Persons } from './persons.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

/** An admin of a tenant with a secret key and an open invitation. */
async function giver() {
  const tenant = await freshTenant(api);
  await signedIn(api, tenant, 'owner');
  const admin = await signedIn(api, tenant, 'admin');
  const key = { name: 'of the shop', kind: 'secret', scopes: ['members.read'] };
  const made = await callAs(api, admin.token, 'POST', '/v1/keys', key);
  expect(made.statusCode).toBe(201);
  const guest = { email: `guest@${tenant.slug}.example`, role: 'member' };
  expect((await callAs(api, admin.token, 'POST', '/v1/invitations', guest)).statusCode).toBe(201);
  const left = () =>
    runSql(
      api.database.adminUrl,
      `select 'key' as left from auth.api_keys where tenant_id = '${tenant.id}' and kind = 'secret' and revoked_at is null
       union all select 'invitation' from auth.invitations where tenant_id = '${tenant.id}' and revoked_at is null
       union all select used::text from tenants.usage where tenant_id = '${tenant.id}' and quota = 'members'`,
    );
  return { tenant, id: admin.id, secret: made.json().key, left };
}

it('a person who is erased again leaves no key, no invitation and no seat', async () => {
  const { tenant, id, secret, left } = await giver();
  const useKey = async () => (await callAs(api, secret, 'GET', '/v1/members')).statusCode;
  expect([await useKey(), await left()]).toEqual([200, [{ left: 'key' }, { left: 'invitation' }, { left: '2' }]]);
  await api.app.get(Persons).eraseAgain({ tenantId: tenant.id, userId: id });
  expect([await useKey(), await left()]).toEqual([401, [{ left: '1' }]]);
});

it('an operator who is erased again leaves no invitation in the tenants of customers', async () => {
  const tenant = await freshTenant(api);
  const operator = await signedIn(api, { id: PLATFORM_TENANT_ID, slug: 'platform' }, 'admin');
  const guest = { tenant: tenant.slug, email: `owner@${tenant.slug}.example`, role: 'owner', locale: 'en' };
  expect((await callAs(api, operator.token, 'POST', '/v1/platform/auth/invitations', guest)).statusCode).toBe(201);
  const open = `select from auth.invitations where tenant_id = '${tenant.id}' and revoked_at is null`;
  expect(await runSql(api.database.adminUrl, open)).toHaveLength(1);
  await api.app.get(Persons).eraseAgain({ tenantId: PLATFORM_TENANT_ID, userId: operator.id });
  expect(await runSql(api.database.adminUrl, open)).toHaveLength(0);
});

it('rows that are erased where nobody withdrew anything leave no key and no invitation', async () => {
  const { tenant, id, left } = await giver();
  await runSql(
    api.database.adminUrl,
    `update auth.api_keys set made_by = null where tenant_id = '${tenant.id}' and made_by = '${id}';
     update auth.invitations set invited_by = null where tenant_id = '${tenant.id}' and invited_by = '${id}'`,
  );
  expect(await left()).toEqual([{ left: '2' }]);
});
