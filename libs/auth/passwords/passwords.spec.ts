import timers from 'node:timers/promises';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { Passwords } from './passwords.js';

const password = 'quatre chevaux mangent des poires';
const requester = { tenantId: 'a', network: '192.0.2.1' };
const passwords = new Passwords({ threads: 1, queue: 64 }, async () => new Set());

describe('a password', () => {
  it('is hashed by Argon2id with 19 MiB, two passes and one lane, each time with another salt', async () => {
    const hashes = [await passwords.hash(password, requester), await passwords.hash(password, requester)];
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('matches its own hash, and no other password does', async () => {
    const hash = await passwords.hash(password, requester);
    expect(await passwords.verify(password, hash, requester)).toBe('yes');
    expect(await passwords.verify(`${password} `, hash, requester)).toBe('no');
    expect(await passwords.verify('', hash, requester)).toBe('no');
  });

  it('matches in composed and decomposed Unicode form', async () => {
    const hash = await passwords.hash('la forêt et l’été de 1998'.normalize('NFD'), requester);
    expect(await passwords.verify('la forêt et l’été de 1998'.normalize('NFC'), hash, requester)).toBe('yes');
  });

  it.each(['2a', '2b', '2y'])('matches a bcrypt hash of $%s$ too, which is outdated', async (version) => {
    const hash = (await bcrypt.hash(password, 5)).replace(/^\$2\w\$/, `$${version}$`);
    expect(await passwords.verify(password, hash, requester)).toBe('outdated');
    expect(await passwords.verify('another one', hash, requester)).toBe('no');
  });

  it('is refused as slowly without a hash as with a slow one that was seen at the tenant, for a day after the last', async () => {
    const imported = `$2b$12$${'a'.repeat(53)}`;
    const current = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    let now = 1;
    const takes = (ms: number) => async () => {
      now += ms;
      return false;
    };
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    jest.spyOn(argon2, 'verify').mockImplementation(takes(30));
    jest.spyOn(bcrypt, 'verify').mockImplementation(takes(300));
    const pause = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
    const afresh = new Passwords({ threads: 1, queue: 64 }, async () => new Set());
    const heldBack = async (tenantId: string, hash?: string) => {
      pause.mockClear();
      expect(await afresh.verify('another one', hash, { ...requester, tenantId })).toBe('no');
      return pause.mock.calls.map(([ms]) => ms);
    };
    expect(await heldBack('a', imported)).toEqual([]);
    expect([await heldBack('a'), await heldBack('b')]).toEqual([[270], []]);
    // Of an account that is refused with the right password too.
    jest.spyOn(argon2, 'verify').mockImplementationOnce(async () => {
      now += 30;
      return true;
    });
    pause.mockClear();
    expect(await afresh.verifyForRefusal(password, current, requester)).toBe(true);
    expect(pause.mock.calls.map(([ms]) => ms)).toEqual([270]);
    const hours = (count: number) => count * 3_600_000;
    now += hours(23);
    expect(await heldBack('a')).toEqual([270]);
    expect(await heldBack('a', imported)).toEqual([]);
    now += hours(23);
    expect(await heldBack('a')).toEqual([270]);
    now += hours(2);
    expect(await heldBack('a')).toEqual([]);
    jest.restoreAllMocks();
  });

  it('is outdated where it was hashed with less', async () => {
    const hash = await argon2.hash(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    expect(await passwords.verify(password, hash, requester)).toBe('outdated');
  });

  it('repeats the password of a hash with current parameters, and of no other form, for one computation each', async () => {
    const [today, imported] = [await passwords.hash(password, requester), await bcrypt.hash(password, 5)];
    const work = [jest.spyOn(argon2, 'hash'), jest.spyOn(argon2, 'verify')];
    const foreign = jest.spyOn(bcrypt, 'verify');
    const answers = [];
    for (const hash of [today, imported, undefined]) answers.push(await passwords.repeats(password, hash, requester));
    expect(await passwords.repeats('another one', today, requester)).toBe(false);
    expect(answers).toEqual([true, false, false]);
    expect(work.map((spy) => spy.mock.calls.length)).toEqual([2, 2]);
    expect(foreign).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('never matches where there is no hash', async () => {
    for (const any of [password, '', 'AAAA']) expect(await passwords.verify(any, undefined, requester)).toBe('no');
  });

  it('is refused as weak with all its faults, at the field that holds it', async () => {
    const check = passwords.check('dupont', ['Dupont'], 'newPassword');
    const errors = ['too_short', 'about_you'].map((code) => expect.objectContaining({ pointer: '/newPassword', code }));
    await expect(check).rejects.toMatchObject({ code: 'weak_password', status: 400, options: { errors } });
  });
});

describe('a burst of log-ins', () => {
  it('is refused beyond the share of unknown devices and does not block the event loop', async () => {
    const busy = new Passwords({ threads: 1, queue: 20 }, async () => new Set());
    const attempts = Array.from({ length: 100 }, (_, n) =>
      busy.verify(password, undefined, { tenantId: 'a', network: `198.51.${n}.1` }),
    );
    const ended = Promise.allSettled(attempts);
    let over = false;
    void ended.then(() => {
      over = true;
    });
    let turns = 0;
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    const outcomes = await ended;
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(100 - 16);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['sign_in_busy']));
    expect(Number(refused[0].options.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    // Hashing on the main thread would let only one turn of the event loop pass per hash.
    expect(turns).toBeGreaterThan(16 * 10);
  });
});
