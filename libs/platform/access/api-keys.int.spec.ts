/**
 * Operators' keys on a PostgreSQL.
 * Real: PostgreSQL, its roles and grants. Faked: the withdrawal of the access that keys gave.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Audit, AuditTrail, inActor } from '#platform/audit';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unnamed } from '../../../test/support/unnamed.js';
import type { GivenByKeys } from './access-given-by-keys.js';
import { parseApiKey, writeApiKey } from './api-key.js';
import { ApiKeys } from './api-keys.js';
import { Allow } from './decorators.js';
import { KeyChanges } from './key-changes.js';

// As a route that requires it would.
Allow('platform.tenants.read');

describe('ApiKeys', () => {
  let store: TestDatabase;
  let keys: ApiKeys;
  const withdrawn: string[] = [];
  const given: GivenByKeys = { withdrawOf: async (_tx, id) => void withdrawn.push(id) };
  beforeAll(async () => {
    store = await testDatabase();
    keys = new ApiKeys(store.database, new Audit(), given, new KeyChanges(store.notifications));
  });
  beforeEach(() => void withdrawn.splice(0));
  afterAll(() => store.close());

  test('a key is verified as its principal', async () => {
    const { id, key } = await keys.create('dashboard', ['platform.tenants.read']);
    const principal = await keys.verify(key);
    expect(principal).toEqual({
      kind: 'operator',
      id,
      name: 'dashboard',
      permissions: new Set(['platform.tenants.read']),
    });
  });

  test('a key with one other character, another prefix or another secret is refused', async () => {
    const [one, two] = [parts((await keys.create('one', ['*'])).key), parts((await keys.create('two', ['*'])).key)];
    const swapped = writeApiKey({ prefix: one.prefix, secret: two.secret });
    const altered = writeApiKey({ ...one, secret: `${one.secret[0] === 'a' ? 'b' : 'a'}${one.secret.slice(1)}` });
    const unknown = writeApiKey({ ...one, prefix: one.prefix === 'aaaaaaaa' ? 'bbbbbbbb' : 'aaaaaaaa' });
    for (const key of [swapped, altered, unknown, '', 'palier_op_']) {
      await expect(keys.verify(key)).resolves.toBeUndefined();
    }
  });

  test('a revoked key is refused from the next request on, and the access it gave is withdrawn', async () => {
    const { id, prefix, key } = await keys.create('leaver', ['*']);
    await expect(keys.revoke(prefix)).resolves.toBe('leaver');
    expect(withdrawn).toEqual([id]);
    await expect(keys.verify(key)).resolves.toBeUndefined();
    await expect(keys.revoke(prefix)).rejects.toMatchObject({ code: 'api_key_not_found', status: 404 });
  });

  test('the keys in force are listed by name, with no secret', async () => {
    const { prefix } = await keys.create(' listed ', ['platform.tenants.read']);
    const { prefix: gone } = await keys.create('listed no more', ['*']);
    await keys.revoke(gone);
    const listed = await keys.list();
    expect(listed).toContainEqual({
      prefix,
      name: 'listed',
      scopes: ['platform.tenants.read'],
      createdAt: expect.any(Date),
      lastUsedAt: null,
    });
    expect(listed.map((key) => key.prefix)).not.toContain(gone);
    const names = listed.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });

  test('the last use is written once a minute at most', async () => {
    const { id, key } = await keys.create('busy', ['*']);
    await Promise.all(Array.from({ length: 10 }, () => keys.verify(key)));
    const lastUse = async () => (await rows('select last_used_at, xmin from platform.api_keys where id = $1', id))[0];
    const first = await lastUse();
    expect(first?.last_used_at).toBeInstanceOf(Date);
    await keys.verify(key);
    expect(await lastUse()).toEqual(first);
  });

  test('the database holds no secret', async () => {
    const { key } = await keys.create('secret', ['*']);
    const { secret } = parts(key);
    const kept = await databaseText(store.adminUrl);
    expect(kept).toContain(createHash('sha256').update(secret).digest('hex'));
    expect(secretsIn(kept, { key, secret, bytes: Buffer.from(secret, 'base64url') })).toEqual([]);
  });

  test("concurrent resets of the operator's key leave exactly one valid key", async () => {
    for (const { name, prefix } of await keys.list()) if (name === 'operator') await keys.revoke(prefix);
    await expect(keys.operatorKeyExists()).resolves.toBe(false);
    const made = await Promise.all(Array.from({ length: 5 }, () => keys.resetOperatorKey()));
    const gone = withdrawn.filter((id) => made.some((key) => key.id === id));
    expect([gone.length, new Set(gone).size]).toEqual([4, 4]);
    const verified = await Promise.all(made.map(({ key }) => keys.verify(key)));
    expect(verified.filter(Boolean)).toMatchObject([{ name: 'operator', permissions: new Set(['*']) }]);
    await expect(keys.operatorKeyExists()).resolves.toBe(true);
  });

  test.each([
    ['', ['*']],
    ['n'.repeat(101), ['*']],
    ['name', []],
    ['operator', ['*']],
  ])('a key named %j with scopes %j is refused', async (name, scopes) => {
    await expect(keys.create(name, scopes)).rejects.toMatchObject({ code: 'invalid_api_key', status: 400 });
  });

  test('a scope that no route requires is refused, and the known scopes are listed', async () => {
    await expect(keys.create('name', ['*', 'platform.tenant.read'])).rejects.toMatchObject({
      code: 'unknown_scope',
      status: 400,
      detail: { en: 'No route requires platform.tenant.read. The scopes are platform.tenants.read, or * for all.' },
    });
  });

  test('changes of a key are audited, with their actor and without the secret', async () => {
    const actor = { kind: 'command', id: randomUUID() } as const;
    const { id, prefix, reset } = await inActor(actor, async () => {
      const made = await keys.create('watched', ['*']);
      await keys.revoke(made.prefix);
      await expect(keys.revoke(made.prefix)).rejects.toMatchObject({ code: 'api_key_not_found' });
      return { ...made, reset: (await keys.resetOperatorKey()).id };
    });
    const { data: lines } = await new AuditTrail(store.database).list(PLATFORM_TENANT_ID, {
      actor: actor.id,
      limit: 10,
    });
    expect(lines.map(({ action, targetId }) => [action, targetId])).toEqual([
      ['access.key.reset', reset],
      ['access.key.revoked', id],
      ['access.key.created', id],
    ]);
    expect(JSON.stringify(lines)).not.toContain(prefix);
  });

  test('the application may neither delete a key nor change its hash', async () => {
    await expect(rows('delete from platform.api_keys')).rejects.toThrow('permission denied');
    await expect(rows("update platform.api_keys set hash = '\\x00'")).rejects.toThrow('permission denied');
  });

  function rows(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
    return store.database.unscoped('access.operator-keys', (tx) => tx.run(unnamed(sql), ...values));
  }
});

function parts(key: string) {
  const read = parseApiKey(key);
  if (!read) throw new Error('This is no key.');
  return read;
}
