import { AsyncResource } from 'node:async_hooks';
import type { KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { TokenKeys } from '#platform/access';
import { Database, Notifications } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type HeldKey, hold } from './signing-key.js';
import { keysInForce } from './signing-keys.sql.js';

const channel = 'auth_signing_keys';
/** Milliseconds after which the keys are read again, in case a notification was lost. */
const freshFor = 60_000;
/** Milliseconds between two reads caused by an unknown `kid`, however many tokens name one. */
const lookEvery = 5000;

/** The signing keys in memory: read at the start of the process or on first use, and again when they change. */
@Injectable()
export class KeyRing extends TokenKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('SigningKeys');
  private keys: ReadonlyMap<string, HeldKey> = new Map();
  private readAt: number | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;
  private running: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;
  private unsubscribe: (() => void) | undefined;
  /** Runs outside the caller's ambient transaction. */
  private readonly readApart = AsyncResource.bind(() => this.read());

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
    if (this.readAt === undefined) return this.refresh().then(() => this.inForce(kid)?.publicKey);
    this.freshen(this.readAt);
    const held = this.inForce(kid);
    if (held) return held.publicKey;
    if (!this.looking && performance.now() - this.lookedAt < lookEvery) return undefined;
    this.looking ??= this.look();
    return this.looking.then(() => this.inForce(kid)?.publicKey);
  }

  /**
   * The keys that verify now, the oldest first.
   *
   * @throws Problem `database_unavailable` (503) as long as no key was ever read
   */
  async all(): Promise<HeldKey[]> {
    if (this.readAt === undefined) await this.refresh();
    else this.freshen(this.readAt);
    return [...this.keys.values()].filter(verifies);
  }

  /**
   * Reads the keys from the database. One read runs at a time, and calls made meanwhile share the next one.
   *
   * @throws Problem `database_unavailable` (503); the keys in memory then stay unchanged
   */
  refresh(): Promise<void> {
    this.queued ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        this.running = this.readApart();
        return this.running;
      });
    return this.queued;
  }

  /** Notifies every process that the keys changed. Call it after the commit. */
  changed(): void {
    void this.notifications.publish(channel);
  }

  async onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    await this.running.catch(() => undefined);
  }

  private inForce(kid: string): HeldKey | undefined {
    const held = this.keys.get(kid);
    return held && verifies(held) ? held : undefined;
  }

  private look(): Promise<void> {
    this.lookedAt = performance.now();
    return this.refreshQuietly().finally(() => {
      this.looking = undefined;
    });
  }

  private freshen(readAt: number): void {
    if (performance.now() - readAt < freshFor) return;
    // Set before the read, so that the next request does not start another one, even if this one fails.
    this.readAt = performance.now();
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
    this.keys = new Map(rows.map((row) => [row.kid, hold(row, this.keys.get(row.kid)?.publicKey)]));
    this.readAt = performance.now();
    this.unsubscribe ??= this.notifications.subscribe(channel, () => void this.refreshQuietly());
  }
}

function verifies({ verifiesUntil }: HeldKey): boolean {
  return verifiesUntil === null || verifiesUntil.getTime() > Date.now();
}
