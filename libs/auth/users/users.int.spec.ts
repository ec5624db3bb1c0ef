// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// quotas, which record what is taken.
import fc from 'fast-check';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import type { Quotas } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { anyCharacter } from '../../../test/support/any-character.js';
import { acceptedHashes, nearlyHashes, refusedHashes } from '../../../test/support/password-hashes.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { isPasswordHash } from '../import/password-hash-form.js';
import { isEmailAddress, normaliseEmail } from './email-address.js';
import { MemberSeats } from './member-seats.js';
import { isPersonName } from './person-name.js';
import type { NewUser } from './user.js';
import { Users } from './users.js';

let test: TestDatabase;
let users: Users;
let seats: MemberSeats;
const taken = new Map<string, number>();
const quotas: Quotas = {
  take: async (_tx, tenantId, { name }, n) => {
    const key = `${name} of ${tenantId}`;
    taken.set(key, (taken.get(key) ?? 0) + n);
  },
  use: async () => ({ used: 0, limit: null }),
  spend: () => {},
};

beforeAll(async () => {
  test = await testDatabase();
  seats = new MemberSeats(quotas);
  users = new Users(test.database, seats, { within: async () => {} } as never);
});
afterAll(() => test.close());

const camille: NewUser = { email: ' Camille@Example.org', name: ' Camille Roux ', role: 'member', state: 'unverified' };
const create = (tenantId: string, user: NewUser) =>
  test.database.transaction({ tenantId }, (tx) => users.create(tx, tenantId, user));

it('a user is found by id and by address in any case, within the tenant alone', async () => {
  const [tenantId, other] = [newId(), newId()];
  const made = await create(tenantId, { ...camille, passwordHash: acceptedHashes[0], locale: 'fr' });
  expect(made).toMatchObject({
    tenantId,
    email: 'camille@example.org',
    name: 'Camille Roux',
    version: 1,
    locale: 'fr',
  });
  expect(made).not.toHaveProperty('passwordHash');
  const found = await users.byEmail(tenantId, 'CAMILLE@example.ORG ');
  expect(found).toEqual({ ...made, passwordHash: acceptedHashes[0] });
  expect(await users.byId(tenantId, made?.id ?? '')).toEqual(found);
  expect(await users.byEmail(other, 'camille@example.org')).toBeUndefined();
  expect(await users.byId(other, made?.id ?? '')).toBeUndefined();
});

it('of twenty concurrent requests for an address, one gets it and takes one seat', async () => {
  const tenantId = newId();
  const made = await Promise.all(Array.from({ length: 20 }, () => create(tenantId, { ...camille, state: 'active' })));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(taken.get(`members of ${tenantId}`)).toBe(1);
});

it('an address may be used once in each tenant', async () => {
  const tenants = [newId(), newId()];
  for (const tenantId of tenants) expect(await create(tenantId, camille)).toMatchObject({ tenantId });
});

it('operators take no seat of a plan', async () => {
  await create(PLATFORM_TENANT_ID, { ...camille, state: 'active' });
  expect(taken.has(`members of ${PLATFORM_TENANT_ID}`)).toBe(false);
});

it('a user takes a seat with the proof of their address, by a link or an invitation, and gives it back', async () => {
  const tenantId = newId();
  const inTenant = <T>(work: (tx: Transaction) => Promise<T>) => test.database.transaction({ tenantId }, work);
  const places = () => taken.get(`members of ${tenantId}`);
  const { id = '' } = (await create(tenantId, camille)) ?? {};
  const invited: NewUser = { ...camille, email: 'Invited@Example.org' };
  await create(tenantId, invited);
  expect(places()).toBeUndefined();
  await inTenant((tx) => users.verify(tx, id));
  expect(places()).toBe(1);
  const takeOver = () => inTenant((tx) => users.takeOver(tx, tenantId, { ...invited, name: ' Ada ', role: 'admin' }));
  expect(await takeOver()).toMatchObject({
    user: { email: 'invited@example.org', name: 'Ada', role: 'admin', state: 'active', version: 2 },
    formerRole: 'member',
  });
  expect(await takeOver()).toBeUndefined();
  expect(places()).toBe(2);
  await inTenant((tx) => seats.giveBack(tx, tenantId));
  expect(places()).toBe(1);
});

it('only an unverified user is verified, and only once', async () => {
  const tenantId = newId();
  const { id = '' } = (await create(tenantId, camille)) ?? {};
  const verify = () => test.database.transaction({ tenantId }, (tx) => users.verify(tx, id));
  expect([await verify(), await verify()]).toEqual([true, false]);
  expect(await users.byId(tenantId, id)).toMatchObject({ state: 'active', version: 2 });
  await runSql(test.adminUrl, `UPDATE auth.users SET state = 'deactivated' WHERE id = '${id}'`);
  expect(await verify()).toBe(false);
  expect(await users.byId(tenantId, id)).toMatchObject({ state: 'deactivated', version: 2 });
});

it('a password and a sign-in leave the version unchanged', async () => {
  const [first = '', second = ''] = acceptedHashes;
  const tenantId = newId();
  const { id = '' } = (await create(tenantId, camille)) ?? {};
  await test.database.transaction({ tenantId }, async (tx) => {
    await users.setPassword(tx, id, first, 'chosen');
    await users.setPassword(tx, id, second, 'rehash');
    await users.signedIn(tx, id);
  });
  const user = await users.byId(tenantId, id);
  expect(user).toMatchObject({ passwordHash: second, version: 1, lastSignInAt: expect.any(Date) });
});

describe('a row, written by any role,', () => {
  /** Inserts a row as the superuser and rolls back. @returns the constraint that refused it */
  async function refusedRule(column: 'password_hash' | 'name' | 'email', value: string): Promise<string | undefined> {
    const row = { name: 'Ada', email: 'ada@example.org', password_hash: null, [column]: value };
    const literal = (text: string | null) => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`);
    const insert = `insert into auth.users (tenant_id, id, role, state, name, email, password_hash)
      values (gen_random_uuid(), gen_random_uuid(), 'member', 'active', ${[row.name, row.email, row.password_hash].map(literal)})`;
    const failure = await runSql(test.adminUrl, `begin; ${insert}; rollback`).catch((error: unknown) => error);
    return failure instanceof Error ? (failure as Error & { constraint?: string }).constraint : undefined;
  }

  it.each(acceptedHashes)('may hold %s', async (hash) => {
    expect(await refusedRule('password_hash', hash)).toBeUndefined();
  });

  it.each(refusedHashes)('holds no hash that is %s', async (_, hash) => {
    expect(await refusedRule('password_hash', hash)).toBe('users_password_hash_form');
  });

  it('holds the hashes that an import takes, and no other', async () => {
    const agrees = fc.asyncProperty(nearlyHashes, async (hash) => {
      expect([hash, (await refusedRule('password_hash', hash)) === undefined]).toEqual([hash, isPasswordHash(hash)]);
    });
    await fc.assert(agrees, { numRuns: 100 });
  });

  it.each(['Ada\nBcc: x', 'Ada\u001b[31m', 'Ada\u0085', 'A\u202eda', 'A\u2028da'])(
    'holds no name such as %j',
    async (name) => {
      expect(isPersonName(name)).toBe(false);
      expect(await refusedRule('name', name)).toBe('users_name_form');
    },
  );

  it.each([
    'a@x.example,b@x.example',
    'a b@x.example',
    'a@x',
    'a@b@x.example',
    '<a@x.example>',
    'a@x.example\r\nto: b',
  ])('holds no address such as %j', async (email) => {
    expect(isEmailAddress(email)).toBe(false);
    expect(await refusedRule('email', email)).toBe('users_email_form');
  });

  it('holds every name and address that a person may give', async () => {
    const letters = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 100 }).map((text) => text.toWellFormed());
    const names = letters.filter(isPersonName).map((name) => name.trim());
    const addresses = fc
      .tuple(letters, fc.constantFrom('x.example', 'почта.рф', 'a.b.c-d.example'))
      .map(([local, host]) => normaliseEmail(`${local.slice(0, 20)}@${host}`))
      .filter(isEmailAddress);
    const holds = fc.asyncProperty(
      names,
      fc.oneof(fc.emailAddress().map(normaliseEmail).filter(isEmailAddress), addresses),
      async (name, email) => {
        expect([name, await refusedRule('name', name)]).toEqual([name, undefined]);
        expect([email, await refusedRule('email', email)]).toEqual([email, undefined]);
      },
    );
    // Fewer where the machine is slow.
    await fc.assert(holds, { numRuns: 100, interruptAfterTimeLimit: 15_000 });
  });
});
