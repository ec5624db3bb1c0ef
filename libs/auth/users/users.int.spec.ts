// Real: PostgreSQL with the migrations, row level security and the application's role. Faked: the
// quotas, which count what is taken of them.
import { newId } from '#platform/ids';
import type { Quotas } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { MemberSeats } from './member-seats.js';
import type { NewUser } from './user.js';
import { UsersService } from './users.service.js';

let test: TestDatabase;
let users: UsersService;
let seats: MemberSeats;
const taken = new Map<string, number>();
const quotas: Quotas = {
  take: async (_tx, tenantId, { name }, n) => {
    const key = `${name} of ${tenantId}`;
    taken.set(key, (taken.get(key) ?? 0) + n);
  },
  spend: () => {},
};

beforeAll(async () => {
  test = await testDatabase();
  seats = new MemberSeats(quotas);
  users = new UsersService(test.database, seats);
});
afterAll(() => test.close());

const camille: NewUser = { email: ' Camille@Example.org', name: ' Camille Roux ', role: 'member', state: 'unverified' };
const create = (tenantId: string, user: NewUser) =>
  test.database.transaction({ tenantId }, (tx) => users.create(tx, tenantId, user));

it('a user is found by id and by address in whatever case, within the tenant alone', async () => {
  const [tenantId, other] = [newId(), newId()];
  const made = await create(tenantId, { ...camille, passwordHash: '$argon2id$…', locale: 'fr' });
  expect(made).toMatchObject({
    tenantId,
    email: 'camille@example.org',
    name: 'Camille Roux',
    version: 1,
    locale: 'fr',
  });
  expect(made).not.toHaveProperty('passwordHash');
  const found = await users.byEmail(tenantId, 'CAMILLE@example.ORG ');
  expect(found).toEqual({ ...made, passwordHash: '$argon2id$…' });
  expect(await users.byId(tenantId, made?.id ?? '')).toEqual(found);
  expect(await users.byEmail(other, 'camille@example.org')).toBeUndefined();
  expect(await users.byId(other, made?.id ?? '')).toBeUndefined();
});

it('of twenty who take an address at once, one gets it and takes one place', async () => {
  const tenantId = newId();
  const made = await Promise.all(Array.from({ length: 20 }, () => create(tenantId, camille)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(taken.get(`members of ${tenantId}`)).toBe(1);
});

it('one address may be taken once in each tenant', async () => {
  const tenants = [newId(), newId()];
  for (const tenantId of tenants) expect(await create(tenantId, camille)).toMatchObject({ tenantId });
});

it('operators take no place of a plan', async () => {
  await create(PLATFORM_TENANT_ID, camille);
  expect(taken.has(`members of ${PLATFORM_TENANT_ID}`)).toBe(false);
});

it('a place is given back, and a probe leaves things as they are', async () => {
  const tenantId = newId();
  await create(tenantId, camille);
  await test.database.transaction({ tenantId }, async (tx) => {
    await seats.probe(tx, tenantId);
    expect(taken.get(`members of ${tenantId}`)).toBe(1);
    await seats.giveBack(tx, tenantId);
  });
  expect(taken.get(`members of ${tenantId}`)).toBe(0);
});

it('only an unverified user is verified, and only once', async () => {
  const tenantId = newId();
  const { id = '' } = (await create(tenantId, camille)) ?? {};
  const verify = () => test.database.transaction({ tenantId }, (tx) => users.verify(tx, id));
  expect([await verify(), await verify()]).toEqual([true, false]);
  expect(await users.byId(tenantId, id)).toMatchObject({ state: 'active', version: 2 });
  await test.database.transaction({ tenantId }, (tx) => users.setState(tx, id, 'deactivated'));
  expect(await verify()).toBe(false);
  expect(await users.byId(tenantId, id)).toMatchObject({ state: 'deactivated', version: 3 });
});

it('a password and a sign-in leave the version as it is', async () => {
  const tenantId = newId();
  const { id = '' } = (await create(tenantId, camille)) ?? {};
  await test.database.transaction({ tenantId }, async (tx) => {
    await users.setPassword(tx, id, 'first', 'chosen');
    await users.setPassword(tx, id, 'second', 'rehash');
    await users.signedIn(tx, id);
  });
  const user = await users.byId(tenantId, id);
  expect(user).toMatchObject({ passwordHash: 'second', version: 1, lastSignInAt: expect.any(Date) });
});
