import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { counter, gauge } from '#platform/telemetry';
import { Turns } from '#platform/turns';
import { siteOf } from '../networks/networks-of.js';
import { HashingCost } from './hashing-cost.js';
import { loadArgon2, loadBcrypt } from './native-hashers.js';
import { weaknesses } from './password-rules.js';
import { passwordsProblems } from './passwords.errors.js';

/** The longest delay of a refusal, in milliseconds. */
const longestPause = 3000;

/** For how long refusals at a tenant are held back after the last comparison of another form there, in milliseconds. */
const heldBackFor = 86_400_000;

/** The client for whom a password is hashed or compared; the places in the queue are shared out by these fields. */
export interface Requester {
  readonly tenantId: string;
  /** The network address of the client, as `clientOf` returns it. */
  readonly network: string;
  /** Whether the request comes from a known device of the account; places are reserved for those. */
  readonly knownDevice?: boolean;
}

export interface HashingLimits {
  /** Passwords hashed at once. The library uses libuv's thread pool, of UV_THREADPOOL_SIZE threads, by default 4. */
  readonly threads: number;
  /** Passwords that may wait besides. */
  readonly queue: number;
}

/** Hashes and compares passwords on other threads, behind a queue of bounded length: Argon2id, and bcrypt for users imported from other systems. */
export class Passwords {
  private readonly turns: Turns;
  /** A hash that no known password matches; comparing with it costs as much as with a real one. */
  private readonly decoy: string;
  private readonly refusals = counter(
    'palier_password_refusals_total',
    'Passwords that were not hashed or compared because too many waited.',
    'work',
  );

  /**
   * By tenant, what a comparison with a hash of another form than today's took lately at most, in milliseconds: until
   * none was made there for a day. Then all at once: a time that falls little by little would tell who has such a hash.
   */
  private readonly otherFormMs = new LRUCache<string, number>({ max: 10_000, ttl: heldBackFor, ttlResolution: 0 });

  private common: Promise<ReadonlySet<string>> | undefined;

  /** @param readCommon reads the common passwords, in lower case; called once, when they are first needed */
  constructor(
    { threads, queue: length }: HashingLimits,
    private readonly readCommon: () => Promise<ReadonlySet<string>>,
    private readonly cost = new HashingCost(),
  ) {
    this.decoy = `${cost.prefix}${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const turns = new Turns({
      atOnce: threads,
      waiting: length,
      // For known devices.
      reserved: Math.floor(length / 4),
      assumedMs: 50,
      busy: passwordsProblems.sign_in_busy,
    });
    this.turns = turns;
    gauge('palier_password_queue', 'Passwords that wait to be hashed or compared.', () => turns.waiting);
  }

  /**
   * Checks a chosen password against the rules of NIST SP 800-63B.
   *
   * @param about words that it must not be made of: the address, the names of user, tenant and product
   * @param field the field of the body that holds it, for the pointers; `password` by default
   * @throws Problem `weak_password` (400) with a pointer
   */
  async check(password: string, about: readonly string[], field = 'password'): Promise<void> {
    this.common ??= this.readCommon();
    const errors = weaknesses(password, about, await this.common).map((fault) => ({
      pointer: `/${field}`,
      in: 'body' as const,
      ...fault,
    }));
    if (errors.length > 0) throw passwordsProblems.weak_password({}, { errors });
  }

  /**
   * The Argon2id hash, in PHC string format.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  hash(password: string, requester: Requester): Promise<string> {
    const { memoryCost, timeCost, parallelism } = this.cost;
    const parameters = { memoryCost, timeCost, parallelism };
    return this.queued('hash', requester, async () => (await loadArgon2()).hash(password.normalize('NFC'), parameters));
  }

  /**
   * Compares a password with a hash. Without a hash it answers `no` after the same time; where imported hashes were
   * compared lately, every `no` takes as long as theirs.
   *
   * @param hash Argon2id or bcrypt
   * @returns `outdated` when the password is right and should be hashed again with the current parameters
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  async verify(password: string, hash: string | undefined, requester: Requester): Promise<'no' | 'yes' | 'outdated'> {
    const { right, outdated, tookMs } = await this.compare(password, hash ?? this.decoy, requester);
    if (right) return outdated ? 'outdated' : 'yes';
    await this.holdBack(tookMs, requester);
    return 'no';
  }

  /**
   * Compares for an account that must be refused even with the right password: always takes as long as a `no` of `verify`.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  async verifyForRefusal(password: string, hash: string | undefined, requester: Requester): Promise<boolean> {
    const { right, tookMs } = await this.compare(password, hash ?? this.decoy, requester);
    await this.holdBack(tookMs, requester);
    return right;
  }

  /**
   * Whether a hash with the current parameters is of this password; false for a hash of another form. It always costs
   * one hash computation.
   *
   * @throws Problem `sign_in_busy` (503) with Retry-After when too many already wait
   */
  async repeats(password: string, hash: string | undefined, requester: Requester): Promise<boolean> {
    if (hash?.startsWith(this.cost.prefix)) return (await this.compare(password, hash, requester)).right;
    await this.hash(password, requester);
    return false;
  }

  private async compare(password: string, hash: string, requester: Requester) {
    const given = password.normalize('NFC');
    const compare = /^\$2[aby]\$/.test(hash)
      ? async () => (await loadBcrypt()).verify(given, hash)
      : async () => (await loadArgon2()).verify(hash, given);
    const outdated = !hash.startsWith(this.cost.prefix);
    let startedAt = 0;
    const right = await this.queued('verify', requester, () => {
      startedAt = performance.now();
      return compare();
    });
    const tookMs = performance.now() - startedAt;
    if (outdated) {
      const lately = 0.9 * (this.otherFormMs.get(requester.tenantId) ?? 0);
      this.otherFormMs.set(requester.tenantId, Math.min(longestPause, Math.max(tookMs, lately)));
    }
    return { right, outdated, tookMs };
  }

  /** Otherwise the duration would reveal imported accounts. A pause takes no hashing thread, unlike another hash. */
  private async holdBack(tookMs: number, { tenantId }: Requester): Promise<void> {
    const leftMs = (this.otherFormMs.get(tenantId) ?? 0) - tookMs;
    if (leftMs > 0) await pause(leftMs);
  }

  private async queued<T>(
    work: 'hash' | 'verify',
    { tenantId, network, knownDevice = false }: Requester,
    run: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.turns.take({ tenantId, network: siteOf(network), preferred: knownDevice }, run);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'sign_in_busy') this.refusals.of(work).add();
      throw error;
    }
  }
}
