/**
 * Members' keys, from creation to expiry and revocation.
 * Real: PostgreSQL, row level security, the audit trail. Faked: the directory of tenants, who have
 * all contexts, and the members, whose role alone counts.
 */

import { createHash } from 'node:crypto';
import {
  ApiKeys,
  type Caller,
  declarePermission,
  KeyChanges,
  type Principal,
  permissionsOf,
  type Role,
} from '#platform/access';
import { Audit, AuditTrail } from '#platform/audit';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, ProductContexts, platformTenant, type Tenant, TenantDirectory } from '#platform/tenancy';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { GivenAccess } from '../members/access-given-by-user.js';
import { Givers } from '../members/givers.js';
import { ApiKeysService } from './api-keys.service.js';
import { GivenScopes } from './given-scopes.js';
import { parseKey, writeKey } from './key-text.js';
import { sendEvents } from './scopes.js';
import { StoredMemberKeys } from './stored-member-keys.js';

// Declared as routes that require them would.
declarePermission('keys.write', 'admin');
declarePermission('posts.write', 'editor');
declarePermission('shop.close', 'owner');

class Directory extends TenantDirectory {
  readonly loaded = true;
  readonly gone = new Set<string>();
  override bySlug(): undefined {}
  override byId(id: string): Tenant | undefined {
    return this.gone.has(id) || id === PLATFORM_TENANT_ID ? undefined : { ...platformTenant, id };
  }
  override all(): [] {
    return [];
  }

  override knowsOrigin(): boolean {
    return false;
  }
  override async refresh(): Promise<void> {}
}

class AllContexts extends ProductContexts {
  override includes(): boolean {
    return true;
  }
}

/** Accepts principals without a session as they are: they have no row in `users`. */
class SignedInGivers extends Givers {
  override async now(...[tx, of, giver, permission]: Parameters<Givers['now']>): Promise<Principal> {
    return giver.session ? super.now(tx, of, giver, permission) : giver;
  }
}

const tenantId = newId();
const wish = { name: 'Nightly import', kind: 'secret' as const, scopes: ['posts.write'], expiresAt: null };
const member = (role: Role): Caller => ({
  kind: 'member',
  id: newId(),
  name: 'Ada',
  permissions: permissionsOf(role, tenantId),
  tenantId,
});

describe("members' keys", () => {
  const admin = member('admin');
  const directory = new Directory();
  let store: TestDatabase;
  let keys: ApiKeysService;
  let verifier: StoredMemberKeys;
  beforeAll(async () => {
    store = await testDatabase();
    const audit = new Audit();
    const changes = new KeyChanges(store.notifications);
    const operatorKeys = new ApiKeys(store.database, audit, new GivenAccess(audit, changes), changes);
    const scopes = new GivenScopes(directory, new AllContexts());
    keys = new ApiKeysService(store.database, audit, new SignedInGivers(operatorKeys), changes, scopes);
    verifier = new StoredMemberKeys(store.database, directory, changes);
  });
  afterEach(() => directory.gone.clear());
  afterAll(() => store.close());

  const create = (wanted: Partial<Parameters<ApiKeysService['create']>[1]> = {}, by = admin, of = tenantId) =>
    keys.create({ ...by, tenantId: of }, { ...wish, ...wanted });
  const partsOf = (key: string) => parseKey(key) ?? fail(key);
  const sql = (text: string) => runSql<{ last_used_at: Date | null; xmin: string }>(store.adminUrl, text);

  test('are refused to a user who lost the right while the request ran', async () => {
    const { id } = admin;
    const session = { id: newId(), role: 'admin' } as NonNullable<Principal['session']>;
    const signedIn = { ...admin, session };
    await runSql(
      store.adminUrl,
      `insert into auth.users (tenant_id, id, email, name, role, state)
       values ('${tenantId}', '${id}', 'ada@x.example', 'Ada', 'admin', 'active')`,
    );
    const made = await create({}, signedIn);
    for (const what of ["role = 'member'", "role = 'admin', state = 'deactivated'"]) {
      await runSql(store.adminUrl, `update auth.users set ${what} where id = '${id}'`);
      await expect(create({}, signedIn)).rejects.toMatchObject({ code: 'no_longer_allowed' });
      await expect(keys.rotate(signedIn, made.id, 0)).rejects.toMatchObject({ code: 'no_longer_allowed' });
    }
  });

  test('are verified as their principal, with their scopes and no session', async () => {
    const { id, key } = await create();
    expect(await verifier.verify(key)).toEqual({
      kind: 'key',
      id,
      name: 'Nightly import',
      permissions: new Set(['posts.write']),
      tenantId,
    });
  });

  test('are not valid with another secret, prefix, tenant or kind', async () => {
    const [one, two] = [partsOf((await create()).key), partsOf((await create()).key)];
    const other = newId();
    const stranger = partsOf((await create({}, admin, other)).key);
    const swaps = [
      { ...one, secret: two.secret },
      { ...one, prefix: two.prefix },
      { ...one, prefix: one.prefix === 'aaaaaaaa' ? 'bbbbbbbb' : 'aaaaaaaa' },
      { ...one, tenantId: other },
      { ...stranger, tenantId },
      { ...one, kind: 'publishable' as const },
    ];
    for (const swap of swaps) expect(await verifier.verify(writeKey(swap))).toBeUndefined();
    for (const text of ['', 'palier_sk_', 'palier_sk_\u0000']) expect(await verifier.verify(text)).toBeUndefined();
    expect(await verifier.verify(writeKey(one))).toBeDefined();
  });

  test('that are publishable can send events, and are not valid when written as secret keys', async () => {
    const { key } = await create({ kind: 'publishable', scopes: [sendEvents] });
    expect(await verifier.verify(key)).toMatchObject({ permissions: new Set([sendEvents]) });
    expect(await verifier.verify(writeKey({ ...partsOf(key), kind: 'secret' }))).toBeUndefined();
  });

  test('are not valid for a deleted tenant or for the platform', async () => {
    const { key } = await create();
    directory.gone.add(tenantId);
    expect(await verifier.verify(key)).toBeUndefined();
    expect(await verifier.verify(writeKey({ ...partsOf(key), tenantId: PLATFORM_TENANT_ID }))).toBeUndefined();
  });

  describe('hold', () => {
    test.each([
      ['more than their maker', 'secret', ['posts.write', 'shop.close']],
      ['what is reserved for signed-in people', 'secret', ['keys.write']],
      ['everything', 'secret', ['*']],
      ['what no route requires', 'secret', ['posts.wirte']],
      ['more than sending events when publishable', 'publishable', ['posts.write']],
    ] as const)('never %s', async (_, kind, scopes) => {
      await expect(create({ kind, scopes })).rejects.toMatchObject({ code: 'key_scope_refused', status: 400 });
    });

    test('what an owner gives, and an admin cannot take that by rotating', async () => {
      const { id } = await create({ scopes: ['shop.close'] }, member('owner'));
      await expect(keys.rotate(admin, id, 24)).rejects.toMatchObject({ code: 'key_scope_refused' });
      await expect(keys.rotate(member('owner'), id, 24)).resolves.toMatchObject({ scopes: ['shop.close'] });
    });
  });

  test('expire', async () => {
    await expect(create({ expiresAt: new Date(Date.now() - 1) })).rejects.toMatchObject({ code: 'key_expiry_past' });
    const { id, key, expiresAt } = await create({ expiresAt: new Date(Date.now() + 3_600_000) });
    expect(expiresAt).toBeInstanceOf(Date);
    expect(await verifier.verify(key)).toBeDefined();
    await expire(id);
    expect(await verifier.verify(key)).toBeUndefined();
    await expect(keys.rotate(admin, id, 24)).rejects.toMatchObject({ code: 'key_replaced', status: 409 });
  });

  describe('rotated', () => {
    test('both work until the overlap is over', async () => {
      const old = await create({ expiresAt: new Date(Date.now() + 90 * 86_400_000) });
      const before = Date.now();
      const made = await keys.rotate(admin, old.id, 24);
      const after = Date.now();
      expect(made).toMatchObject({ name: old.name, scopes: old.scopes, kind: old.kind, expiresAt: old.expiresAt });
      for (const { key } of [old, made]) expect(await verifier.verify(key)).toBeDefined();
      const { expiresAt, successorId } = await listed(old.id);
      expect(successorId).toBe(made.id);
      expect(expiresAt?.getTime()).toBeGreaterThanOrEqual(before + 86_399_000);
      expect(expiresAt?.getTime()).toBeLessThanOrEqual(after + 86_401_000);
      await expire(old.id);
      expect(await verifier.verify(old.key)).toBeUndefined();
      expect(await verifier.verify(made.key)).toBeDefined();
    });

    test('end at once with no overlap, and never later than their own expiry', async () => {
      const [one, two] = [await create(), await create({ expiresAt: new Date(Date.now() + 3_600_000) })];
      await keys.rotate(admin, one.id, 0);
      expect(await verifier.verify(one.key)).toBeUndefined();
      await keys.rotate(admin, two.id, 168);
      expect((await listed(two.id)).expiresAt).toEqual(two.expiresAt);
    });

    test('have one successor, however many rotate them at once', async () => {
      const { id } = await create();
      const done = await Promise.allSettled(Array.from({ length: 4 }, () => keys.rotate(admin, id, 1)));
      const refused = done.filter(({ status }) => status === 'rejected');
      expect(refused).toHaveLength(3);
      for (const each of refused) expect(each).toMatchObject({ reason: { code: 'key_replaced' } });
    });
  });

  test('are refused from the next request on once they are revoked, and cannot be rotated', async () => {
    const { id, key } = await create();
    await keys.revoke(tenantId, id);
    expect(await verifier.verify(key)).toBeUndefined();
    const notFound = { code: 'key_not_found', status: 404 };
    await expect(keys.revoke(tenantId, id)).rejects.toMatchObject(notFound);
    await expect(keys.rotate(admin, id, 24)).rejects.toMatchObject(notFound);
    await expect(keys.revoke(tenantId, newId())).rejects.toMatchObject(notFound);
  });

  test('are visible to their tenant alone', async () => {
    const { id, key } = await create();
    const other = newId();
    await expect(keys.revoke(other, id)).rejects.toMatchObject({ code: 'key_not_found' });
    await expect(keys.rotate({ ...admin, tenantId: other }, id, 0)).rejects.toMatchObject({ code: 'key_not_found' });
    expect((await keys.list(other, {})).data).toEqual([]);
    expect(await verifier.verify(key)).toBeDefined();
  });

  test('are not for operators, who have keys of their own', async () => {
    const operators = { code: 'keys_of_operators', status: 403 };
    await expect(create({}, admin, PLATFORM_TENANT_ID)).rejects.toMatchObject(operators);
    await expect(keys.rotate({ ...admin, tenantId: PLATFORM_TENANT_ID }, newId(), 0)).rejects.toMatchObject(operators);
  });

  test('record their last use once a minute at most', async () => {
    const { id, key } = await create();
    await Promise.all(Array.from({ length: 10 }, () => verifier.verify(key)));
    const lastUse = async () => (await sql(`select last_used_at, xmin::text from auth.api_keys where id = '${id}'`))[0];
    const first = await lastUse();
    expect(first?.last_used_at).toBeInstanceOf(Date);
    await verifier.verify(key);
    expect(await lastUse()).toEqual(first);
    await sql(`update auth.api_keys set last_used_at = now() - interval '61 seconds' where id = '${id}'`);
    const before = Date.now();
    await verifier.verify(key);
    // In milliseconds, rounded.
    expect((await lastUse())?.last_used_at?.getTime()).toBeGreaterThanOrEqual(before);
  });

  test('are stored without their secret', async () => {
    const { key } = await create();
    const { secret } = partsOf(key);
    const listed = JSON.stringify((await keys.list(tenantId, { limit: 100 })).data);
    const kept = await databaseText(store.adminUrl);
    expect(kept).toContain(createHash('sha256').update(secret).digest('hex'));
    const secrets = { key, secret, bytes: Buffer.from(secret, 'base64url') };
    expect(secretsIn(`${kept} ${listed}`, secrets)).toEqual([]);
  });

  test('are listed the newest first, by cursor and by page, without revoked keys', async () => {
    const of = newId();
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) made.unshift((await create({ name: `key ${i}` }, admin, of)).id);
    await keys.revoke(of, (await create({ name: 'revoked' }, admin, of)).id);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { data, page } = await keys.list(of, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...data.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(made);
    const { data, page } = await keys.list(of, { page: 2, pageSize: 2 });
    expect(data.map(({ id }) => id)).toEqual(made.slice(2, 4));
    expect(page).toMatchObject({ number: 2, totalItems: 5, totalPages: 3, totalKind: 'exact' });
    expect(data[0]).toMatchObject({ madeBy: admin.id });
  });

  test('leave an audit line for each change, with ids alone', async () => {
    const { id, name } = await create({ name: 'traced key' });
    const { id: successor } = await keys.rotate(admin, id, 12);
    await keys.revoke(tenantId, id);
    const { data: lines } = await new AuditTrail(store.database).list(tenantId, { target: id, limit: 10 });
    expect(lines.map(({ action, details }) => [action, details])).toEqual([
      ['auth.api-key.revoked', null],
      ['auth.api-key.rotated', { successor, overlapHours: 12 }],
      ['auth.api-key.created', null],
    ]);
    expect(JSON.stringify(lines)).not.toContain(name);
  });

  async function listed(id: string) {
    const { data } = await keys.list(tenantId, { limit: 100 });
    return data.find((key) => key.id === id) ?? fail(id);
  }

  async function expire(id: string): Promise<void> {
    await sql(`update auth.api_keys set expires_at = now() - interval '1 second' where id = '${id}'`);
  }
});

function fail(what: string): never {
  throw new Error(`There is no ${what}.`);
}
