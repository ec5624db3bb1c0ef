import type { KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { TokenKeys } from '#platform/access';
import { Database, Notifications } from '#platform/database';
import { SharedRead } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type HeldKey, hold } from './signing-key.js';
import { keysInForce } from './signing-keys.sql.js';

const channel = 'auth_signing_keys';
/** Milliseconds after which the keys are read again, in case a notification was lost. */
const freshFor = 60_000;
/** Milliseconds between two reads caused by an unknown `kid`, however many tokens name one. */
const lookEvery = 5000;

/** What was read last. Each read replaces it as a whole; one that fails leaves it in force. */
interface Memory {
  readonly keys: ReadonlyMap<string, HeldKey>;
  /** When the keys are read again without a notification, by `performance.now()`. */
  readonly dueAt: number;
}

/** The last read that an unknown `kid` caused. */
interface Look {
  /** By `performance.now()`. */
  readonly begunAt: number;
  /** Undefined once it has ended. */
  readonly running: Promise<void> | undefined;
}

/**
 * The signing keys in memory: read at the start of the process or on first use, and again when they change. There is no
 * memory before the first read that succeeds, and always one after it; from then on the ring listens for changes. Reads
 * do not overtake each other, so the memory never becomes older.
 */
@Injectable()
export class KeyRing extends TokenKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('SigningKeys');
  private readonly reads = new SharedRead(() => this.read());
  private memory: Memory | undefined;
  private look: Look = { begunAt: Number.NEGATIVE_INFINITY, running: undefined };
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {
    super();
  }

  /** Not awaited: a process may start without its database, and then reads the keys on first use. */
  onApplicationBootstrap(): void {
    void this.refreshQuietly();
  }

  /** @throws Problem `database_unavailable` (503) as long as no key was ever read */
  override find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined> {
    if (!this.memory) return this.refresh().then(() => this.inForce(kid)?.publicKey);
    this.freshen(this.memory);
    const held = this.inForce(kid);
    if (held) return held.publicKey;
    if (!this.look.running && performance.now() - this.look.begunAt < lookEvery) return undefined;
    return (this.look.running ?? this.beginLook()).then(() => this.inForce(kid)?.publicKey);
  }

  /**
   * The keys that verify now, the oldest first.
   *
   * @throws Problem `database_unavailable` (503) as long as no key was ever read
   */
  async all(): Promise<HeldKey[]> {
    if (this.memory) this.freshen(this.memory);
    else await this.refresh();
    return [...(this.memory?.keys.values() ?? [])].filter(verifies);
  }

  /**
   * Reads the keys from the database. One read runs at a time, and calls made meanwhile share the next one.
   *
   * @throws Problem `database_unavailable` (503); the keys in memory then stay unchanged
   */
  refresh(): Promise<void> {
    return this.reads.again();
  }

  /** Notifies every process that the keys changed. Call it after the commit. */
  changed(): void {
    void this.notifications.publish(channel);
  }

  async onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    await this.reads.settled();
  }

  private inForce(kid: string): HeldKey | undefined {
    const held = this.memory?.keys.get(kid);
    return held && verifies(held) ? held : undefined;
  }

  private beginLook(): Promise<void> {
    const begunAt = performance.now();
    const running = this.refreshQuietly().finally(() => {
      this.look = { begunAt, running: undefined };
    });
    this.look = { begunAt, running };
    return running;
  }

  private freshen({ keys, dueAt }: Memory): void {
    const now = performance.now();
    if (now < dueAt) return;
    // Set before the read, so that the next request does not start another one, even if this one fails.
    this.memory = { keys, dueAt: now + freshFor };
    void this.refreshQuietly();
  }

  private refreshQuietly(): Promise<void> {
    return this.refresh().catch((error: unknown) =>
      this.log.warn(`The signing keys could not be read again; those in memory stay in use. ${error}`),
    );
  }

  private async read(): Promise<void> {
    const rows = await this.database.read({ tenantId: PLATFORM_TENANT_ID }, keysInForce);
    // Keeps the object of a known key, which is the key of the cache of verified tokens.
    const keys = new Map(rows.map((row) => [row.kid, hold(row, this.memory?.keys.get(row.kid)?.publicKey)]));
    this.memory = { keys, dueAt: performance.now() + freshFor };
    this.unsubscribe ??= this.notifications.subscribe(channel, () => void this.refreshQuietly());
  }
}

function verifies({ verifiesUntil }: HeldKey): boolean {
  return verifiesUntil === null || verifiesUntil.getTime() > Date.now();
}
