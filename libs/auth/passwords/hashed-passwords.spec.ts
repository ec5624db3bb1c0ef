import timers from 'node:timers/promises';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { HashedPasswords } from './hashed-passwords.js';

const password = 'quatre chevaux mangent des poires';
const somebody = { tenantId: 'a', network: '192.0.2.1' };
const passwords = new HashedPasswords({ threads: 1, queue: 64 }, async () => new Set());

describe('a password', () => {
  it('is hashed by Argon2id with 19 MiB, two passes and one lane, each time with another salt', async () => {
    const hashes = [await passwords.hash(password, somebody), await passwords.hash(password, somebody)];
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('is known again, and no other', async () => {
    const hash = await passwords.hash(password, somebody);
    expect(await passwords.verify(password, hash, somebody)).toBe('yes');
    expect(await passwords.verify(`${password} `, hash, somebody)).toBe('no');
    expect(await passwords.verify('', hash, somebody)).toBe('no');
  });

  it('is the same however its accents were typed', async () => {
    const hash = await passwords.hash('la forêt et l’été de 1998'.normalize('NFD'), somebody);
    expect(await passwords.verify('la forêt et l’été de 1998'.normalize('NFC'), hash, somebody)).toBe('yes');
  });

  it.each(['2a', '2b', '2y'])('is known by a bcrypt hash of $%s$ too, which is outdated', async (version) => {
    const hash = (await bcrypt.hash(password, 5)).replace(/^\$2\w\$/, `$${version}$`);
    expect(await passwords.verify(password, hash, somebody)).toBe('outdated');
    expect(await passwords.verify('another one', hash, somebody)).toBe('no');
  });

  it('is refused no sooner where there is no hash than where there is one by bcrypt, once one came by', async () => {
    const imported = await bcrypt.hash(password, 11);
    const took = async <T>(ask: () => Promise<T>, answer: T) => {
      const begun = performance.now();
      expect(await ask()).toBe(answer);
      return performance.now() - begun;
    };
    const known = await took(() => passwords.verify('another one', imported, somebody), 'no');
    expect(await took(() => passwords.verify('another one', undefined, somebody), 'no')).toBeGreaterThan(0.8 * known);
    const hash = await passwords.hash(password, somebody);
    expect(await took(() => passwords.verifyForRefusal(password, hash, somebody), true)).toBeGreaterThan(0.8 * known);
  });

  it('is held back at the tenant where a slow comparison was, and there for a day after the last', async () => {
    const imported = `$2b$12$${'a'.repeat(53)}`;
    let now = 1;
    const takes = (ms: number) => async () => {
      now += ms;
      return false;
    };
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    jest.spyOn(argon2, 'verify').mockImplementation(takes(30));
    jest.spyOn(bcrypt, 'verify').mockImplementation(takes(300));
    const pause = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
    const afresh = new HashedPasswords({ threads: 1, queue: 64 }, async () => new Set());
    const heldBack = async (tenantId: string, hash?: string) => {
      pause.mockClear();
      expect(await afresh.verify('another one', hash, { ...somebody, tenantId })).toBe('no');
      return pause.mock.calls.map(([ms]) => ms);
    };
    expect(await heldBack('a', imported)).toEqual([]);
    expect([await heldBack('a'), await heldBack('b')]).toEqual([[270], []]);
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
    expect(await passwords.verify(password, hash, somebody)).toBe('outdated');
  });

  it('repeats that of a hash of today’s parameters, and of no other form, for one hash each', async () => {
    const [today, imported] = [await passwords.hash(password, somebody), await bcrypt.hash(password, 5)];
    const work = [jest.spyOn(argon2, 'hash'), jest.spyOn(argon2, 'verify')];
    const foreign = jest.spyOn(bcrypt, 'verify');
    const answers = [];
    for (const hash of [today, imported, undefined]) answers.push(await passwords.repeats(password, hash, somebody));
    expect(await passwords.repeats('another one', today, somebody)).toBe(false);
    expect(answers).toEqual([true, false, false]);
    expect(work.map((spy) => spy.mock.calls.length)).toEqual([2, 2]);
    expect(foreign).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('is never right where there is no hash', async () => {
    for (const any of [password, '', 'AAAA']) expect(await passwords.verify(any, undefined, somebody)).toBe('no');
  });

  it('is refused as weak with all that is wrong, at the field that holds it', async () => {
    const check = passwords.check('dupont', ['Dupont'], 'newPassword');
    const errors = ['too_short', 'about_you'].map((code) => expect.objectContaining({ pointer: '/newPassword', code }));
    await expect(check).rejects.toMatchObject({ code: 'weak_password', status: 400, options: { errors } });
  });
});

describe('a storm of passwords', () => {
  it('is refused beyond the places of unknown devices and leaves the event loop answering', async () => {
    const storm = new HashedPasswords({ threads: 1, queue: 20 }, async () => new Set());
    const attempts = Array.from({ length: 100 }, (_, n) =>
      storm.verify(password, undefined, { tenantId: 'a', network: `198.51.${n}.1` }),
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
    // Hashed on the event loop's own thread, each would have let one turn pass.
    expect(turns).toBeGreaterThan(16 * 10);
  });
});
