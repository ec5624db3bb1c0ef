/**
 * The networks that an operator allows a tenant.
 * Real: the whole API and PostgreSQL, people who sign in. Faked: the socket; requests are injected.
 */
import { TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

const collection = '/v1/platform/tenants';
const atAnyVersion = { 'if-match': '*' };

describe('the networks of a tenant', () => {
  let api: TestApp;
  let tenant: { id: string; slug: string };
  let path: string;
  const known = () => api.app.get(TenantDirectory).byId(tenant.id)?.networks;
  const set = (token: string, networks: unknown) =>
    callAs(api, token, 'PATCH', path, { networks }, { 'if-match': '"v1"' });

  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    tenant = await freshTenant(api);
    path = `${collection}/${tenant.slug}`;
  });

  test('are none by default', async () => {
    expect((await callAs(api, api.operatorKey, 'GET', path)).json()).toMatchObject({ networks: [] });
    expect(known()).toEqual([]);
  });

  test('are set by an operator, and then in the directory, of this process and of one that reads the change', async () => {
    const answer = await set(api.operatorKey, ['10.20.30.40/16', 'FD12:3456::1/48', '10.20.0.0/16']);
    const networks = ['10.20.0.0/16', 'fd12:3456::/48'];
    expect([answer.statusCode, answer.json().networks, answer.json().version]).toEqual([200, networks, 2]);
    expect((await callAs(api, api.operatorKey, 'GET', path)).json()).toMatchObject({ networks });
    expect(known()).toEqual(networks);
    await runSql(
      api.database.adminUrl,
      `UPDATE tenants.tenants SET networks = '{10.9.0.0/16}' WHERE id = '${tenant.id}'`,
    );
    await api.app.get(TenantDirectory).refresh();
    expect(known()).toEqual(['10.9.0.0/16']);
  });

  test('are given when a tenant is made, and emptied by an empty list alone', async () => {
    tenant = { id: '', slug: `${tenant.slug}-2` };
    const wish = {
      slug: tenant.slug,
      name: 'With an intranet',
      product: 'wistant',
      networks: ['10.1.2.3/8', '10.0.0.0/8'],
    };
    const made = (await callAs(api, api.operatorKey, 'POST', collection, wish)).json();
    expect(made.networks).toEqual(['10.0.0.0/8']);
    path = `${collection}/${tenant.slug}`;
    const change = (body: object) => callAs(api, api.operatorKey, 'PATCH', path, body, atAnyVersion);
    expect((await change({ name: 'Renamed' })).json().networks).toEqual(['10.0.0.0/8']);
    expect((await change({ networks: null })).statusCode).toBe(400);
    expect((await change({ networks: [] })).json().networks).toEqual([]);
  });

  test('that are so already, in whichever form, make no new version', async () => {
    await set(api.operatorKey, ['10.20.0.0/16']);
    const again = await callAs(api, api.operatorKey, 'PATCH', path, { networks: ['10.20.9.9/16'] }, atAnyVersion);
    expect(again.json().version).toBe(2);
  });

  test('are named by the audit line and the event of the change', async () => {
    await set(api.operatorKey, ['10.20.0.0/16']);
    const changed = { slug: tenant.slug, changed: 'networks' };
    const written = await runSql(
      api.database.adminUrl,
      `SELECT details AS data FROM platform.audit_lines WHERE tenant_id = '${tenant.id}' AND action = 'tenants.tenant.changed'
       UNION ALL SELECT payload::jsonb -> 'data' FROM platform.outbox
         WHERE subject = '${tenant.id}' AND payload ->> 'type' = 'tenants.tenant.changed'`,
    );
    expect(written).toEqual([{ data: changed }, { data: changed }]);
  });

  test.each([
    ['/networks/0', ['10.20.0.0']],
    ['/networks/1', ['10.0.0.0/8', '10.0.0.0/7']],
    ['/networks/0', ['::/0']],
    ['/networks/0', ['::ffff:10.0.0.0/104']],
    ['/networks', Array.from({ length: 21 }, (_, n) => `10.${n}.0.0/16`)],
    ['/networks', '10.20.0.0/16'],
    ['/networks', [10]],
  ])('point to %s when set to %j, and stay as they are', async (pointer, networks) => {
    const answer = await set(api.operatorKey, networks);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(known()).toEqual([]);
  });

  test.each(['owner', 'admin'] as const)('are neither set nor seen by the tenant’s own %s', async (role) => {
    await set(api.operatorKey, ['10.20.0.0/16']);
    const { token } = await signedIn(api, tenant, role);
    const attempts = [
      await callAs(api, token, 'PATCH', path, { networks: ['10.0.0.0/8'] }, atAnyVersion),
      await callAs(api, token, 'GET', path),
      await callAs(api, token, 'PATCH', '/v1/tenant', { networks: ['10.0.0.0/8'] }, atAnyVersion),
    ];
    expect(attempts.map(({ statusCode }) => statusCode)).toEqual([403, 403, 405]);
    expect((await callAs(api, token, 'GET', '/v1/tenant')).json()).not.toHaveProperty('networks');
    expect(known()).toEqual(['10.20.0.0/16']);
  });
});
