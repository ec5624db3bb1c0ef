import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { networksOf, siteOf } from '../networks/networks-of.js';
import { accountHere, accountPace, failuresHere, knownDevice, signInsOfAccount, sitePace } from './guess-limits.js';
import { triesProblems } from './tries.errors.js';
import { type TryCounter, TryCounters, type TryLimit, type TryPace } from './try-counters.js';

/** A try to sign in at an account, which may not exist, before anything is known of it but what it says. */
export interface SignInTry {
  readonly tenantId: string;
  /** Normalised. */
  readonly email: string;
  /** As `clientOf` returns it. */
  readonly address: string;
  /** The hash of its device token, where that device is known to be the account's. */
  readonly device?: Buffer;
}

/** An admitted attempt; the caller must report its result. */
export interface CountedTry {
  /** The password was wrong, or there is no such account. */
  failed(): Promise<void>;
  succeeded(): Promise<void>;
  /** The password was not compared, so the attempt does not count. */
  dropped(): Promise<void>;
}

/**
 * Slows down guessing per account and network, per network, and per account, without locking users out of known
 * devices. It refuses before a password is hashed, and counts unknown accounts like existing ones.
 *
 * An account's tries are counted before they are compared, so that parallel ones cannot slip
 * through; a network's only when they failed, since a whole campus may sign in behind one. Those that succeed are
 * forgotten as guesses, and count as sign-ins: a right password costs a comparison too.
 */
@Injectable()
export class GuessGuard {
  constructor(
    private readonly counters: TryCounters,
    private readonly masterKey: MasterKey,
  ) {}

  /** Counts an attempt. @throws Problem `too_many_attempts` (429) with an increasing Retry-After */
  async admit(attempt: SignInTry): Promise<CountedTry> {
    const { tenantId, email, device } = attempt;
    const admitted = device
      ? await this.admitKnown(attempt, this.counter(knownDevice, 'device', tenantId, email, device.toString('hex')))
      : await this.admitUnknown(attempt);
    if (typeof admitted !== 'number') return admitted;
    throw triesProblems.too_many_attempts({ seconds: admitted }, { headers: { 'retry-after': String(admitted) } });
  }

  /** @returns seconds to wait where it is not let in */
  private async admitKnown({ tenantId, email }: SignInTry, own: TryCounter): Promise<CountedTry | number> {
    const counted = [own, this.counter(signInsOfAccount, 'sign-ins', tenantId, email)];
    const closed = await this.counters.count(counted);
    if (closed > 0) return closed;
    return {
      failed: async () => {},
      succeeded: () => this.counters.forget([own]),
      dropped: () => this.counters.giveBack(counted),
    };
  }

  private async admitUnknown({ tenantId, email, address }: SignInTry): Promise<CountedTry | number> {
    const networks = networksOf(address);
    const here = networks.map(({ prefix, size }) => this.counter(accountHere[size], 'here', tenantId, email, prefix));
    const failures = networks.map(({ prefix, size }) => this.counter(failuresHere[size], 'failures', prefix));
    const counted = [...here, this.counter(signInsOfAccount, 'sign-ins', tenantId, email, siteOf(address))];
    const account = { ...accountPace, key: this.keyOf('pace', tenantId, email) };
    const site = { ...sitePace, key: this.keyOf('pace', tenantId, email, siteOf(address)) };
    const closed = (await this.counters.closedFor([...here, ...failures])) || (await this.counters.count(counted));
    if (closed > 0) return closed;
    const turn = await this.takeTurn(account, site);
    if (turn.seconds > 0) {
      await this.counters.giveBack(counted);
      return turn.seconds;
    }
    const putBack = async () => void (await Promise.all(turn.taken.map((pace) => this.counters.putBack(pace))));
    return {
      failed: async () => void (await this.counters.count(failures)),
      succeeded: async () => {
        // What neighbours have tried stays, or one try more would tell them that there is such an account.
        const [own, ...shared] = here;
        await this.counters.forget(own ? [own] : []);
        if (shared.length > 0) await this.counters.giveBack(shared);
        await putBack();
      },
      dropped: async () => {
        await this.counters.giveBack(counted);
        await putBack();
      },
    };
  }

  /** Takes the site's turn before the account's, so that parallel attempts from one site take no more of the account's turns. */
  private async takeTurn(account: TryPace, site: TryPace): Promise<{ seconds: number; taken: TryPace[] }> {
    if ((await this.counters.take(account, accountPace.open)) === 0) return { seconds: 0, taken: [account] };
    const closed = await this.counters.take(site, sitePace.saved);
    if (closed > 0) return { seconds: closed, taken: [] };
    const seconds = await this.counters.take(account, accountPace.saved);
    if (seconds > 0) await this.counters.putBack(site);
    return { seconds, taken: [account, site] };
  }

  private counter(limit: TryLimit, ...of: string[]): TryCounter {
    return { limit, key: this.keyOf(...of) };
  }

  private keyOf(...of: string[]): Buffer {
    return createHmac('sha256', this.masterKey.derive('auth.sign-in-tries')).update(JSON.stringify(of)).digest();
  }
}
