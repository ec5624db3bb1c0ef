/**
 * The facade on a PostgreSQL.
 * Real: the whole API, PostgreSQL, its roles and grants, the directory. Faked: nothing.
 */
import { TenantDirectory } from '#platform/tenancy';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { unnamed } from '../../../test/support/unnamed.js';
import { Tenants } from './tenants.service.js';

describe('Tenants', () => {
  let api: TestApp;
  let directory: TenantDirectory;
  let tenants: Tenants;
  beforeAll(async () => {
    api = await startTestApp();
    directory = api.app.get(TenantDirectory);
    tenants = api.app.get(Tenants);
  });
  afterAll(() => api.close());

  test('a created tenant can be read, and is in the directory at once', async () => {
    const origins = ['https://a.example'];
    const made = await tenants.create({ slug: 'made', name: ' Créé ', product: 'wistant', plan: 'pro', origins });
    expect(made).toMatchObject({
      slug: 'made',
      name: 'Créé',
      product: 'wistant',
      plan: 'pro',
      state: 'active',
      origins,
    });
    expect(made).toMatchObject({ version: 1, suspendedAt: null, suspensionReason: null });
    await expect(tenants.bySlug('made')).resolves.toEqual(made);
    expect(directory.byId(made.id)).toEqual({ ...directory.bySlug('made'), plan: 'pro', origins });
  });

  test('a tenant has the free plan and no origins by default', async () => {
    const made = await tenants.create({ slug: 'plain', name: 'Plain', product: 'velo' });
    expect(made).toMatchObject({ plan: 'free', origins: [] });
  });

  test('of 50 concurrent creations with one slug, one succeeds and 49 are refused', async () => {
    const attempts = Array.from({ length: 50 }, () => tenants.create({ slug: 'wanted', name: 'W', product: 'veille' }));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['tenant_slug_taken']));
  });

  test('a change is made at the current version, and refused at another', async () => {
    const { version } = await tenants.create({ slug: 'changed', name: 'Before', product: 'velo' });
    const changed = await tenants.update('changed', [version], { name: 'After', plan: 'starter' });
    expect(changed).toMatchObject({ name: 'After', plan: 'starter', origins: [], version: version + 1 });
    expect(directory.bySlug('changed')).toMatchObject({ name: 'After', plan: 'starter' });
    const late = tenants.update('changed', [version], { name: 'Late' });
    await expect(late).rejects.toMatchObject({ code: 'precondition_failed', status: 412 });
    await expect(tenants.update('changed', undefined, { origins: ['https://b.example'] })).resolves.toMatchObject({
      name: 'After',
      origins: ['https://b.example'],
    });
  });

  test('of 20 concurrent changes at one version, one succeeds', async () => {
    const { version } = await tenants.create({ slug: 'raced', name: 'R', product: 'velo' });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => tenants.update('raced', [version], { name: `Racer ${n}` })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(tenants.bySlug('raced')).resolves.toMatchObject({ version: version + 1 });
  });

  test('suspending or resuming a second time changes nothing', async () => {
    await tenants.create({ slug: 'paused', name: 'Paused', product: 'journeys' });
    const suspended = await tenants.suspend('paused', 'unpaid');
    expect(suspended).toMatchObject({ state: 'suspended', suspensionReason: 'unpaid', version: 2 });
    expect(suspended.suspendedAt).toBeInstanceOf(Date);
    expect(directory.bySlug('paused')?.state).toBe('suspended');
    await expect(tenants.suspend('paused', 'again')).resolves.toEqual(suspended);
    const resumed = await tenants.resume('paused');
    expect(resumed).toMatchObject({ state: 'active', suspensionReason: null, suspendedAt: null, version: 3 });
    await expect(tenants.resume('paused')).resolves.toEqual(resumed);
  });

  test.each(['absent', 'NOT A SLUG', 'nul\u0000', ''])('%j is answered with 404 by every method', async (slug) => {
    const refusal = { code: 'tenant_not_found', status: 404 };
    await expect(tenants.bySlug(slug)).rejects.toMatchObject(refusal);
    await expect(tenants.update(slug, [1], { name: 'x' })).rejects.toMatchObject(refusal);
    await expect(tenants.suspend(slug)).rejects.toMatchObject(refusal);
    await expect(tenants.resume(slug)).rejects.toMatchObject(refusal);
  });

  test('an invalid tenant is refused before the database is used', async () => {
    const refused = tenants.create({ slug: 'platform', name: '', product: 'shop', plan: 'gold' });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_tenant', status: 400 });
    await expect(tenants.create({ slug: 'lone', name: '\ud800', product: 'velo' })).resolves.toMatchObject({
      name: '\ufffd',
    });
  });

  test.each(["slug = 'other'", "product = 'velo'", 'id = gen_random_uuid()', 'created_at = now()'])(
    'the application may not set %s',
    async (assignment) => {
      const attempt = api.database.database.unscoped('tenants.registry', (tx) =>
        tx.run(unnamed(`update tenants.tenants set ${assignment}`)),
      );
      await expect(attempt).rejects.toThrow('permission denied');
    },
  );
});
