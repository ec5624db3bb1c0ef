// Real: the whole API, PostgreSQL. Faked: the comparison of passwords, which answers at once, and time, by ageing rows.

import { Database } from '#platform/database';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { logIn, makePerson, makeTenant, type Person, password as right } from '../../../test/support/people.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Passwords } from '../passwords/passwords.js';

const chosen = 'quatre chevaux mangent des poires';

let api: TestApp;
let shop: { id: string; slug: string };
let mall: { id: string; slug: string };
let person: Person;
let verify: jest.SpyInstance;
beforeAll(async () => {
  api = await startTestApp({ rateLimitRequests: 1_000_000 });
  shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
  mall = { id: await makeTenant(api, 'mall'), slug: 'mall' };
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
const waitOut = () => sql("UPDATE auth.sign_in_tries SET opens_at = now() - interval '1 ms'");
const guess = (who: Person, from: string) => logIn(api, who, { from, body: { password: 'a guess at random' } });
const unknownUser = (n: number, { slug } = shop): Person => {
  return { ...person, slug, user: { ...person.user, email: `nobody-${n}@users.example` } };
};
/** Adds tries to all counters with this limit, as if they had been counted before. */
const countBefore = (tries: number, free: number) =>
  sql(`UPDATE auth.sign_in_tries SET tries = tries + ${tries} WHERE free_tries = ${free}`);
/** Resets the password by a mailed link that is opened there; what that browser sends from then on. */
async function reset(from: string): Promise<{ cookie: string }> {
  const { id: tenantId } = shop;
  const issue = api.app.get(EmailTokens);
  const token = await api.app
    .get(Database)
    .transaction({ tenantId }, (tx) => issue.issue(tx, person.user.id, 'reset-password'));
  const [url, payload] = ['/v1/auth/shop/password/reset', { token, password: chosen }];
  const answer = await api.inject({ method: 'POST', url, remoteAddress: from, payload });
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
}
/** Another /24 each. */
const elsewhere = (n: number) => `10.${n >> 8}.${n & 255}.7`;
/** Sends guesses, 20 at once, and counts their statuses. */
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
  ['an unknown account', () => unknownUser(0)],
])('is compared ten times from one address at %s, however many arrive at once, and no more', async (_, who) => {
  expect(await guesses(100, () => guess(who(), '203.0.113.5'))).toEqual({ 401: 10, 429: 90 });
  expect(verify).toHaveBeenCalledTimes(10);
  const answer = await guess(who(), '203.0.113.5');
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many_attempts']);
});

it.each([
  ['ten times from a /64', 10, (n: number) => `2001:db8:0:1::${n.toString(16)}`],
  ['fifteen times from a /56', 15, (n: number) => `2001:db8:0:1${n.toString(16).padStart(2, '0')}::1`],
  ['twenty times from a /48', 20, (n: number) => `2001:db8:0:${n.toString(16)}00::1`],
  ['twenty times from a /24', 20, (n: number) => `203.0.113.${n}`],
])('is compared %s', async (_, free, from) => {
  expect(await guesses(60, (n) => guess(person, from(n)))).toEqual({ 401: free, 429: 60 - free });
});

it('must wait twice as long after each further guess', async () => {
  let closesAfter = Date.now();
  await guesses(10, () => guess(person, '203.0.113.5'));
  for (const seconds of [30, 60, 120, 240]) {
    const wait = Number((await guess(person, '203.0.113.5')).headers['retry-after']);
    expect(wait).toBeLessThanOrEqual(seconds);
    expect(Date.now() + wait * 1000).toBeGreaterThanOrEqual(closesAfter + (seconds - 1) * 1000);
    await waitOut();
    closesAfter = Date.now();
    expect((await guess(person, '203.0.113.5')).statusCode).toBe(401);
  }
});

it('does not lock out the user on another network, nor other users on the same one', async () => {
  await guesses(30, () => guess(person, '203.0.113.5'));
  expect((await logIn(api, person, { from: '203.0.114.5' })).statusCode).toBe(200);
  expect((await logIn(api, await makePerson(api, shop), { from: '203.0.113.5' })).statusCode).toBe(200);
});

it('is forgotten where the password was right', async () => {
  for (let i = 0; i < 2; i += 1) {
    await guesses(9, () => guess(person, '203.0.113.5'));
    expect((await logIn(api, person, { from: '203.0.113.5' })).statusCode).toBe(200);
  }
});

it('is compared a thousand times from one network over all accounts of all tenants', async () => {
  const from = '2001:db8:0:1::1';
  const anyone = (n: number) => unknownUser(n, n % 2 === 0 ? shop : mall);
  await guess(anyone(0), from);
  await countBefore(979, 1000);
  const seen = await guesses(60, (n) => guess(anyone(n), from));
  // Some were in progress when the thousandth failed.
  expect(seen[401]).toBeGreaterThanOrEqual(20);
  expect(seen[401]).toBeLessThan(40);
  for (const n of [100, 101]) {
    expect((await guess(anyone(n), '2001:db8:0:1:ffff::2')).statusCode).toBe(429);
    expect((await guess(anyone(n), '2001:db8:0:2::1')).statusCode).toBe(401);
  }
});

it.each([
  ['1500 times from a /56', 1500, '2001:db8:0:1ff::1', '2001:db8:0:200::1'],
  ['2000 times from a /48', 2000, '2001:db8:0:ffff::1', '2001:db8:1::1'],
  ['2000 times from a /24', 2000, '203.0.113.255', '203.0.114.1'],
])('is compared %s over all accounts', async (_, free, neighbour, stranger) => {
  await guess(unknownUser(0), free === 2000 && !neighbour.includes(':') ? '203.0.113.1' : '2001:db8:0:100::1');
  await countBefore(free - 2, free);
  expect((await guess(unknownUser(1), neighbour)).statusCode).toBe(401);
  expect((await guess(unknownUser(2), neighbour)).statusCode).toBe(429);
  expect((await guess(unknownUser(3), stranger)).statusCode).toBe(401);
});

it.each([
  ['12 /64s of one /48', 20, (n: number) => `2001:db8:0:${((n % 12) * 256).toString(16)}::1`],
  ['200 /64s of one /48', 20, (n: number) => `2001:db8:0:${((n % 200) * 256).toString(16)}::1`],
  ['six sites', 38, (n: number) => `203.0.${n % 6}.${n % 200}`],
])('from %s does not lock out a new device of the user on another network', async (_, compared, from) => {
  const signedIn: number[] = [];
  const seen = await guesses(200, async (n) => {
    if (n % 25 === 24) signedIn.push((await logIn(api, person, { from: elsewhere(n) })).statusCode);
    return guess(person, from(n));
  });
  expect(signedIn).toEqual(Array(8).fill(200));
  const { 401: wrong = 0, 429: refused = 0 } = seen;
  expect(wrong + refused).toBe(200);
  expect(wrong).toBeLessThanOrEqual(compared);
  // A log-in holds a turn until its password was right, which then no guess may have taken.
  expect(wrong).toBeGreaterThanOrEqual(compared - 2);
});

describe('from many networks at one account', () => {
  const attack = async (aside: (n: number) => unknown = () => undefined) => {
    const seen = await guesses(160, async (n) => {
      if (n % 20 === 10) await aside(n);
      return guess(person, elsewhere(n));
    });
    // Forty tries are available at once, and one more each minute.
    expect(seen[401]).toBeGreaterThanOrEqual(40);
    expect(seen[401]).toBeLessThan(44);
    expect((seen[401] ?? 0) + (seen[429] ?? 0)).toBe(160);
  };

  it('slows all but the devices that its user signed in from', async () => {
    const { deviceToken } = (await logIn(api, person, { from: '198.51.100.1' })).json();
    const late = (await logIn(api, person, { from: '198.51.100.1' })).json().deviceToken;
    const signedIn: number[] = [];
    await attack(async (n) => {
      signedIn.push((await logIn(api, person, { from: elsewhere(n), body: { deviceToken } })).statusCode);
    });
    expect(signedIn).toEqual(Array(8).fill(200));
    const stranger = await logIn(api, person, { from: '198.51.100.1' });
    expect(stranger.statusCode).toBe(429);
    expect(Number(stranger.headers['retry-after'])).toBeLessThanOrEqual(60);
    // Also from a network that is itself refused, with the browser's cookie.
    await guess(unknownUser(0), '203.0.113.5');
    await countBefore(999, 1000);
    await guess(unknownUser(0), '203.0.113.5');
    expect((await guess(unknownUser(1), '203.0.113.5')).statusCode).toBe(429);
    const headers = { cookie: `__Secure-palier-device=${late}` };
    expect((await logIn(api, person, { from: '203.0.113.5', headers })).statusCode).toBe(200);
  });

  it('is compared once more each minute, and from one site three times and then once an hour', async () => {
    await attack();
    const pass = (minutes: number) =>
      sql(`UPDATE auth.sign_in_tries SET ends_at = ends_at - interval '${minutes} minutes' WHERE free_tries = 0`);
    for (let n = 0; n < 3; n += 1) {
      await pass(1);
      expect(await guesses(10, (i) => guess(person, `192.0.2.${i}`))).toEqual({ 401: 1, 429: 9 });
    }
    await pass(1);
    const refused = await guess(person, '192.0.2.1');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3000);
    expect((await guess(person, '192.0.3.1')).statusCode).toBe(401);
    await pass(60);
    // The tries that are open to any network are available again.
    expect(await guesses(10, (i) => guess(person, elsewhere(i)))).toEqual({ 401: 10 });
  });

  it('leaves the mailed link to reset the password, after which its user signs in where they opened it', async () => {
    await attack();
    const from = '198.51.100.1';
    const headers = await reset(from);
    verify.mockImplementation(async (given) => (given === chosen ? 'yes' : 'no'));
    const body = { password: chosen };
    expect((await logIn(api, person, { from, body })).statusCode).toBe(429);
    expect((await logIn(api, person, { from, body, headers })).statusCode).toBe(200);
    const fromDevice = () => logIn(api, person, { from, headers, body: { password: 'a guess at random' } });
    expect(await guesses(20, fromDevice)).toEqual({ 401: 10, 429: 10 });
  });
});

describe('of a neighbour tells nothing', () => {
  const [user, near, nearer] = ['203.0.113.5', '203.0.113.6', '203.0.113.7'];
  const tries = async (who: Person) => [
    await guesses(20, () => guess(who, near)),
    await guesses(20, () => guess(who, nearer)),
  ];

  it.each([false, true])(
    'of an account whose password was just reset (all turns taken elsewhere: %s)',
    async (taken) => {
      for (const who of taken ? [person, unknownUser(0)] : []) await guesses(50, (n) => guess(who, elsewhere(n)));
      await reset(user);
      expect(await tries(person)).toEqual(await tries(unknownUser(0)));
    },
  );

  it('of an account whose user has just signed in', async () => {
    for (const who of [person, unknownUser(0)]) await guesses(9, () => guess(who, near));
    await guesses(1, () => guess(unknownUser(0), user));
    await guesses(1, () => guess(person, user));
    expect((await logIn(api, person, { from: user })).statusCode).toBe(200);
    expect(await tries(person)).toEqual(await tries(unknownUser(0)));
    for (const who of [person, unknownUser(0)]) expect((await guess(who, '203.0.113.8')).statusCode).toBe(429);
  });
});

it('from a known device has ten tries of its own', async () => {
  const { deviceToken } = (await logIn(api, person)).json();
  const fromDevice = () => logIn(api, person, { body: { deviceToken, password: 'a guess at random' } });
  expect(await guesses(20, fromDevice)).toEqual({ 401: 10, 429: 10 });
  expect((await logIn(api, person)).statusCode).toBe(200);
});

describe('a right password, given again and again,', () => {
  const inTurn = async (times: number, one: (n: number) => ReturnType<typeof logIn>) => {
    const seen: number[] = [];
    for (let n = 0; n < times; n += 1) seen.push((await one(n)).statusCode);
    return seen;
  };
  const thirtyThenRefused = [...Array(30).fill(200), 429, 429];
  const fromDevice = (deviceToken: string, password?: string) =>
    logIn(api, person, { from: '198.51.100.9', body: { deviceToken, ...(password && { password }) } });

  it('is compared thirty times a minute from all known devices of an account, and then answered like a wrong one', async () => {
    const tokens: string[] = [];
    for (let n = 0; n < 3; n += 1) tokens.push((await logIn(api, person)).json().deviceToken);
    verify.mockClear();
    expect(await inTurn(32, (n) => fromDevice(tokens[n % 3] ?? ''))).toEqual(thirtyThenRefused);
    const [one = ''] = tokens;
    const answers = [await fromDevice(one), await fromDevice(one, 'a guess at random')];
    const told = answers.map((answer) => {
      const { code, title } = answer.json();
      return [answer.statusCode, code, title, Number(answer.headers['retry-after']) <= 60];
    });
    expect(told[0]).toEqual([429, 'too_many_attempts', expect.any(String), true]);
    expect(told[1]).toEqual(told[0]);
    expect(verify).toHaveBeenCalledTimes(30);
    // Others of the tenant, and the same account elsewhere, go on.
    expect((await logIn(api, await makePerson(api, shop), { from: '198.51.100.9' })).statusCode).toBe(200);
    expect((await logIn(api, person)).statusCode).toBe(200);
    await sql("UPDATE auth.sign_in_tries SET ends_at = now() - interval '1 ms' WHERE free_tries = 30");
    expect((await fromDevice(one)).statusCode).toBe(200);
  });

  it('is compared thirty times a minute from new devices of one site, which closes no other and no known device', async () => {
    const { deviceToken } = (await logIn(api, person)).json();
    expect(await inTurn(32, (n) => logIn(api, person, { from: `203.0.113.${n}` }))).toEqual(thirtyThenRefused);
    expect((await guess(person, '203.0.113.5')).statusCode).toBe(429);
    expect((await logIn(api, person, { from: '203.0.114.5' })).statusCode).toBe(200);
    expect((await fromDevice(deviceToken)).statusCode).toBe(200);
  });

  it('is compared no more often by many at once', async () => {
    const { deviceToken } = (await logIn(api, person)).json();
    verify.mockClear();
    for (let n = 0; n < 10; n += 1) await Promise.all(Array.from({ length: 8 }, () => fromDevice(deviceToken)));
    expect(verify).toHaveBeenCalledTimes(30);
  });
});

it('gains nothing by a device token of another user', async () => {
  const { deviceToken } = (await logIn(api, await makePerson(api, shop))).json();
  const fromThere = () => logIn(api, person, { body: { deviceToken, password: 'a guess at random' } });
  expect(await guesses(20, fromThere)).toEqual({ 401: 10, 429: 10 });
  expect((await guess(person, '192.0.2.1')).statusCode).toBe(429);
});

it('stores no address', async () => {
  await guess(person, '203.0.113.5');
  const kept = await databaseText(api.database.adminUrl, 'auth.sign_in_tries');
  expect(kept.split('\n')).toHaveLength(6);
  const { email } = person.user;
  expect(secretsIn(kept, { email, name: email.split('@')[0] ?? '', network: '203.0.113' })).toEqual([]);
});

it('is not counted while the hashing queue is full', async () => {
  verify.mockRejectedValue(Object.assign(new Error('busy'), { code: 'sign_in_busy' }));
  await guesses(40, () => guess(person, '203.0.113.5'));
  expect(await sql('SELECT tries FROM auth.sign_in_tries WHERE tries > 0 OR opens_at > now()')).toEqual([]);
  expect(await sql('SELECT tries FROM auth.sign_in_tries WHERE free_tries = 0 AND ends_at > now()')).toEqual([]);
});

describe('while the counters cannot be written', () => {
  beforeEach(() => sql('REVOKE INSERT, UPDATE, DELETE ON auth.sign_in_tries FROM palier_app'));
  afterEach(() => sql('GRANT INSERT, UPDATE, DELETE ON auth.sign_in_tries TO palier_app'));

  it('is counted by each process with the same limits', async () => {
    expect(await guesses(100, () => guess(person, '203.0.113.5'))).toEqual({ 401: 10, 429: 90 });
    expect(await guesses(100, (n) => guess(person, elsewhere(n)))).toEqual({ 401: 30, 429: 70 });
    expect(verify).toHaveBeenCalledTimes(40);
    expect((await logIn(api, person, { from: '203.0.113.5' })).statusCode).toBe(429);
    expect((await logIn(api, await makePerson(api, shop), { from: '203.0.113.5' })).statusCode).toBe(200);
  });

  it('is still refused afterwards by what was counted meanwhile', async () => {
    await guesses(20, () => guess(person, '203.0.113.5'));
    await sql('GRANT INSERT, UPDATE, DELETE ON auth.sign_in_tries TO palier_app');
    expect((await guess(person, '203.0.113.5')).statusCode).toBe(429);
    expect((await logIn(api, person, { from: '203.0.114.5' })).statusCode).toBe(200);
  });
});
