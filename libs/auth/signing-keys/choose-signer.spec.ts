import { chooseSigner } from './choose-signer.js';

const now = Date.UTC(2026, 0, 15);
const minutes = (count: number) => new Date(now + count * 60_000);
const key = (name: string, signsFrom: number, createdAt: number, verifiesUntil?: number) => ({
  name,
  signsFrom: minutes(signsFrom),
  createdAt: minutes(createdAt),
  verifiesUntil: verifiesUntil === undefined ? null : minutes(verifiesUntil),
});
const chosen = (...keys: ReturnType<typeof key>[]) => chooseSigner(keys, now)?.name;

describe('the key that signs', () => {
  it('is undefined where there is no key', () => expect(chosen()).toBeUndefined());

  it('is the only key', () => expect(chosen(key('only', -5, -5))).toBe('only'));

  it('is the former one until the new one has been published for a minute', () => {
    expect(chosen(key('former', -90, -90, 11.5), key('new', 0.5, -0.5))).toBe('former');
    expect(chosen(key('former', -90, -90, 11), key('new', 0, -1))).toBe('new');
  });

  it('is the newest that may sign now, also when another one is planned', () => {
    expect(chosen(key('former', -90, -90, 11.5), key('planned', -0.1, -1, 10.9), key('urgent', -0.5, -0.5))).toBe(
      'urgent',
    );
  });

  it('is not a key whose tokens would outlive it', () => {
    expect(chosen(key('ending', -90, -90, 10))).toBeUndefined();
    expect(chosen(key('lasting', -90, -90, 10.01))).toBe('lasting');
  });

  it('is the next one for a clock behind that of the database', () => {
    expect(chosen(key('later', 1, 0.3), key('first', 0.1, 0.1))).toBe('first');
  });
});
