import fc from 'fast-check';
import { secretsIn } from '../../../test/support/kept-secrets.js';
import { beginChain, judge, RETRY_MS, type RefreshChain } from './refresh-chain.js';
import { firstSecrets } from './refresh-token.js';

/** A client and the store of its session, where a failover may undo the latest rotation. */
class Family {
  readonly familySecret: Buffer;
  /** Every secret that was sent to the client, in order. */
  readonly answered: Buffer[];
  chain: RefreshChain;
  before: { chain: RefreshChain; current: number } | undefined;
  /** The index of the secret that the store considers current. */
  current = 0;

  constructor() {
    const { familySecret, secret } = firstSecrets();
    this.familySecret = familySecret;
    this.answered = [secret];
    this.chain = beginChain({ familySecret, secret });
  }

  present(generation: number, sinceRotationMs = 0) {
    const secret = this.answered[generation] as Buffer;
    const judgement = judge(this.chain, { familySecret: this.familySecret, secret }, sinceRotationMs);
    if (judgement.kind === 'rotate') {
      this.before = { chain: this.chain, current: this.current };
      this.chain = judgement.chain;
      this.current = generation + 1;
      const known = this.answered[generation + 1];
      if (known) expect(judgement.secret).toEqual(known);
      this.answered[generation + 1] = judgement.secret;
    }
    if (judgement.kind === 'retry') expect(judgement.secret).toEqual(this.answered[generation + 1]);
    return judgement.kind;
  }

  failover(): void {
    if (!this.before) return;
    ({ chain: this.chain, current: this.current } = this.before);
    this.before = undefined;
  }
}

describe('the refresh chain', () => {
  it('rotates with the current token, gives a retry the same successor, and recognises all older tokens', () => {
    const family = new Family();
    expect(family.present(0)).toBe('rotate');
    expect(family.present(0, RETRY_MS - 1)).toBe('retry');
    expect(family.present(0, RETRY_MS)).toBe('reused');
    expect(family.present(1)).toBe('rotate');
    expect(family.present(0)).toBe('reused');
  });

  it('leads the successor of a lost rotation, and the token before it, to the same next one', () => {
    const family = new Family();
    family.present(0);
    family.failover();
    expect(family.present(0)).toBe('rotate');
    family.failover();
    expect(family.present(1)).toBe('rotate');
    expect(family.present(1)).toBe('retry');
    expect(family.present(0)).toBe('reused');
  });

  it('does not know a token without the family secret, whatever else it holds', () => {
    const { chain, answered } = new Family();
    const secret = answered[0] as Buffer;
    expect(judge(chain, { familySecret: firstSecrets().familySecret, secret }, 0)).toEqual({ kind: 'unknown' });
    expect(judge(chain, firstSecrets(), 0)).toEqual({ kind: 'unknown' });
  });

  it('counts a secret that was never issued as reuse when the family secret is right', () => {
    const { chain, familySecret } = new Family();
    expect(judge(chain, { familySecret, secret: firstSecrets().secret }, 0)).toEqual({ kind: 'reused' });
  });

  it('stores no secret', () => {
    const family = new Family();
    family.present(0);
    const kept = Buffer.concat(Object.values(family.chain)).toString('hex');
    // The stored parts are half as long as a secret, so both halves are searched for.
    for (const secret of [family.familySecret, ...family.answered]) {
      expect(secretsIn(kept, { first: secret.subarray(0, 16), last: secret.subarray(-16) })).toEqual([]);
    }
  });

  it('never treats a client with its latest token as a thief, and always the one who comes later', () => {
    const step = fc.record({ failover: fc.boolean(), again: fc.boolean(), late: fc.nat(2 * RETRY_MS) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(), (steps, stolen) => {
        const family = new Family();
        let lost = false;
        for (const { failover, again, late } of steps) {
          const mine = family.answered.length - 1;
          expect(family.present(mine, late)).toBe('rotate');
          // The answer was lost: the client repeats its request with the same token.
          if (again) expect(family.present(mine)).toBe('retry');
          // The rotation after a lost one must not be lost as well.
          lost = failover && !lost;
          if (lost) family.failover();
        }
        const old = stolen % family.answered.length;
        const expected = old >= family.current ? 'rotate' : 'reused';
        expect(family.present(old, RETRY_MS)).toBe(expected);
      }),
    );
  });
});
