import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { addressPrefix } from './address-prefix.js';
import { accountAnywhere, accountHere, knownDevice, prefix } from './guess-limits.js';
import { triesProblems } from './tries.errors.js';
import { type TryCounter, TryCounters, type TryLimit } from './try-counters.js';

/** A try to sign in, before anything is known of it but what it says. */
export interface SignInTry {
  readonly tenantId: string;
  /** Normalised. */
  readonly email: string;
  /** As `clientOf` tells it. */
  readonly address: string;
  /** The hash of its device token, where that device is known to be the account's. */
  readonly device?: Buffer;
}

/** A try that was let in, and must be told how it ended. */
export interface CountedTry {
  /** The password was wrong, or there is no such account. */
  failed(): Promise<void>;
  succeeded(): Promise<void>;
  /** Nobody compared the password: it was not a try. */
  dropped(): Promise<void>;
}

/**
 * Slows down guessing by account and address prefix together, so that nobody can lock another out.
 * It refuses before a password is hashed, and counts accounts that do not exist like others.
 *
 * An account's tries are counted before they are compared, so that parallel ones cannot slip
 * through; a prefix's only when they failed, since a whole campus may sign in behind one.
 */
@Injectable()
export class GuessGuard {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly counters: TryCounters,
    private readonly masterKey: MasterKey,
  ) {}

  /** @throws Problem `too_many_attempts` (429) with a Retry-After that grows */
  async admit(attempt: SignInTry): Promise<CountedTry> {
    const { tenantId } = attempt;
    const { own, shared, failures } = this.countersOf(attempt);
    const taken = [...own, ...shared];
    const closed =
      (await this.asked(0, () => this.counters.closedFor(tenantId, [...taken, ...failures]))) ||
      (await this.asked(0, () => this.counters.count(tenantId, taken)));
    if (closed > 0) throw tooMany(closed);
    const giveBack = async (counters: TryCounter[]) => {
      if (counters.length > 0) await this.asked(undefined, () => this.counters.giveBack(tenantId, counters));
    };
    return {
      failed: async () => {
        if (failures.length > 0) await this.asked(0, () => this.counters.count(tenantId, failures));
      },
      succeeded: async () => {
        await this.asked(undefined, () => this.counters.forget(tenantId, own));
        await giveBack(shared);
      },
      dropped: () => giveBack(taken),
    };
  }

  private countersOf({ tenantId, email, address, device }: SignInTry) {
    const key = this.masterKey.derive('auth.sign-in-tries');
    const counter = (limit: TryLimit, ...of: string[]): TryCounter => ({
      limit,
      key: createHmac('sha256', key)
        .update(JSON.stringify([tenantId, ...of]))
        .digest(),
    });
    if (device) {
      return { own: [counter(knownDevice, 'device', email, device.toString('hex'))], shared: [], failures: [] };
    }
    const here = addressPrefix(address);
    return {
      own: [counter(accountHere, 'here', email, here)],
      shared: [counter(accountAnywhere, 'anywhere', email)],
      failures: [counter(prefix, 'prefix', here)],
    };
  }

  /** Whoever cannot count lets in: the others' sign-in is worth more than the guessers' pause. */
  private async asked<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.log.warn(`Tries to sign in cannot be counted for now and are let through: ${(error as Error).message}`);
      return otherwise;
    }
  }
}

function tooMany(seconds: number) {
  return triesProblems.too_many_attempts({ seconds }, { headers: { 'retry-after': String(seconds) } });
}
