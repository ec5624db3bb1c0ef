// Real: the whole API, PostgreSQL. Faked: the comparison of passwords, which says at once what is right, and time, by
// ageing rows.

import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { runSql } from '../../../test/support/notes-table.js';
import { logIn, makePerson, makeTenant, type Person, password as right } from '../../../test/support/people.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Passwords } from '../passwords/passwords.js';
import { TryCounters } from './try-counters.js';

let api: TestApp;
let shop: { id: string; slug: string };
let person: Person;
let verify: jest.SpyInstance;
beforeAll(async () => {
  api = await startTestApp({ rateLimitRequests: 1_000_000 });
  shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
});
beforeEach(async () => {
  await sql('TRUNCATE auth.sign_in_tries');
  person = await makePerson(api, shop);
  verify = jest
    .spyOn(api.app.get(Passwords), 'verify')
    .mockImplementation(async (given, hash) => (hash && given === right ? 'yes' : 'no'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const sql = (text: string) => runSql<{ tries: number }>(api.database.adminUrl, text);
const waitOut = () => sql('UPDATE auth.sign_in_tries SET opens_at = now()');
const guess = (who: Person, from: string) => logIn(api, who, { from, body: { password: 'a guess at random' } });
const nobody = (n: number): Person => ({ ...person, user: { ...person.user, email: `nobody-${n}@house.example` } });
/** Another /24 each. */
const elsewhere = (n: number) => `10.${n >> 8}.${n & 255}.7`;
/** The statuses of guesses, some at once, and how often each came. */
async function guesses(times: number, one: (n: number) => ReturnType<typeof guess>): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  for (let done = 0; done < times; done += 20) {
    const answers = await Promise.all(Array.from({ length: Math.min(20, times - done) }, (_, n) => one(done + n)));
    for (const { statusCode } of answers) seen[statusCode] = (seen[statusCode] ?? 0) + 1;
  }
  return seen;
}

it.each([
  ['an account', () => person],
  ['nobody’s account', () => nobody(0)],
])(
  'is let through ten times from one network at %s, however many come at once, and compares no more',
  async (_, who) => {
    expect(await guesses(100, () => guess(who(), '203.0.113.5'))).toEqual({ 401: 10, 429: 90 });
    expect(verify).toHaveBeenCalledTimes(10);
    const answer = await guess(who(), '203.0.113.200');
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many_attempts']);
  },
);

it('must wait twice as long after each further guess', async () => {
  await guesses(10, () => guess(person, '203.0.113.5'));
  const waits: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    waits.push(Number((await guess(person, '203.0.113.5')).headers['retry-after']));
    await waitOut();
    expect((await guess(person, '203.0.113.5')).statusCode).toBe(401);
  }
  for (const [i, seconds] of [30, 60, 120, 240].entries()) {
    expect(waits[i]).toBeGreaterThan(seconds - 5);
    expect(waits[i]).toBeLessThanOrEqual(seconds);
  }
});

it('keeps nobody out who comes from another network, nor others on the same one', async () => {
  await guesses(30, () => guess(person, '203.0.113.5'));
  expect((await logIn(api, person, { from: '203.0.114.5' })).statusCode).toBe(200);
  expect((await logIn(api, await makePerson(api, shop), { from: '203.0.113.5' })).statusCode).toBe(200);
});

it('is forgotten where the password was right', async () => {
  for (let i = 0; i < 3; i += 1) {
    await guesses(9, () => guess(person, '203.0.113.5'));
    expect((await logIn(api, person, { from: '203.0.113.5' })).statusCode).toBe(200);
  }
});

it('is let through a thousand times from one network over all accounts', async () => {
  const seen = await guesses(1040, (n) => guess(nobody(n), '2001:db8:0:1::1'));
  // Those that were under way when the thousandth failed.
  expect(seen[401]).toBeGreaterThanOrEqual(1000);
  expect(seen[401]).toBeLessThan(1020);
  expect((await guess(nobody(2000), '2001:db8:0:1:ffff::2')).statusCode).toBe(429);
  expect((await guess(nobody(2000), '2001:db8:0:2::1')).statusCode).toBe(401);
});

it('of many networks at one account slows all but the devices that its user signed in from', async () => {
  const { deviceToken } = (await logIn(api, person, { from: '198.51.100.1' })).json();
  const late = (await logIn(api, person, { from: '198.51.100.1' })).json().deviceToken;
  let signedIn = 0;
  const seen = await guesses(400, async (n) => {
    if (n % 50 === 25) {
      const known = await logIn(api, person, { from: elsewhere(n), body: { deviceToken } });
      signedIn += known.statusCode === 200 ? 1 : 0;
    }
    return guess(person, elsewhere(n));
  });
  expect(seen).toEqual({ 401: 100, 429: 300 });
  expect(signedIn).toBe(8);
  expect((await logIn(api, person, { from: '198.51.100.1' })).statusCode).toBe(429);
  // From a network that is itself refused, and by the browser's cookie.
  await guesses(1020, (n) => guess(nobody(n), '203.0.113.5'));
  const headers = { cookie: `__Secure-palier-device=${late}` };
  expect((await logIn(api, person, { from: '203.0.113.5', headers })).statusCode).toBe(200);
});

it('from a known device has ten tries of its own', async () => {
  const { deviceToken } = (await logIn(api, person)).json();
  const fromDevice = () => logIn(api, person, { body: { deviceToken, password: 'a guess at random' } });
  expect(await guesses(20, fromDevice)).toEqual({ 401: 10, 429: 10 });
  expect((await logIn(api, person)).statusCode).toBe(200);
});

it('gains nothing by a device token of another user', async () => {
  const { deviceToken } = (await logIn(api, await makePerson(api, shop))).json();
  const fromThere = () => logIn(api, person, { body: { deviceToken, password: 'a guess at random' } });
  expect(await guesses(20, fromThere)).toEqual({ 401: 10, 429: 10 });
  expect((await guess(person, '192.0.2.1')).statusCode).toBe(429);
});

it('leaves no address behind', async () => {
  await guess(person, '203.0.113.5');
  const kept = await databaseText(api.database.adminUrl, 'auth.sign_in_tries');
  expect(kept.split('\n')).toHaveLength(3);
  const { email } = person.user;
  expect(secretsIn(kept, { email, name: email.split('@')[0] ?? '', network: '203.0.113' })).toEqual([]);
});

it('is not counted while too many hash', async () => {
  verify.mockRejectedValue(Object.assign(new Error('busy'), { code: 'sign_in_busy' }));
  await guesses(40, () => guess(person, '203.0.113.5'));
  expect(await sql('SELECT tries FROM auth.sign_in_tries WHERE tries > 0')).toEqual([]);
});

it('goes on, uncounted, while the counters cannot be asked', async () => {
  const counters = api.app.get(TryCounters);
  for (const method of ['closedFor', 'count', 'giveBack', 'forget'] as const) {
    jest.spyOn(counters, method).mockRejectedValue(new Error('away'));
  }
  expect((await guess(person, '203.0.113.5')).statusCode).toBe(401);
  expect((await logIn(api, person, { from: '203.0.113.5' })).statusCode).toBe(200);
});
