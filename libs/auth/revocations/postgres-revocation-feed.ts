import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Database, Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import { RepeatedWork, SharedRead } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { REMEMBERED_MS, type Revocation } from './revocation.js';
import { RevocationFeed } from './revocation-feed.js';
import type { RevocationLag } from './revocation-lag.js';
import { notPublished } from './revocations.errors.js';
import { insertRevocations, latestRevocations, type RevocationRow } from './revocations.sql.js';

const CHANNEL = 'auth_revocations';
const EVERY_MS = 1000;
/** Rows become visible when their transaction commits, which may be this long after their timestamp. */
const OVERLAP_MS = 60_000;
/** The rows belong to the tenant `platform`: every process must read all of them, and row level security shows one tenant. */
const scope = { tenantId: PLATFORM_TENANT_ID };

/** A table of PostgreSQL, read a second after each read and at each notification. */
export class PostgresRevocationFeed extends RevocationFeed implements OnApplicationShutdown {
  private readonly log = new Logger('Revocations');
  /** The rows of the previous read, to skip those that are read again in the overlap. */
  private known: ReadonlySet<string> = new Set();
  /** When the last complete read began; undefined before the first. */
  private complete: Moment | undefined;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly lag: RevocationLag,
  ) {
    super();
  }

  async publish(_tenantId: string, revocations: readonly Revocation[]): Promise<void> {
    if (revocations.length === 0) return;
    const columns = [
      revocations.map(() => newId()),
      revocations.map(({ kind }) => kind),
      revocations.map(({ id }) => id),
      revocations.map((revocation) => (revocation.kind === 'session' ? revocation.userId : null)),
      revocations.map(({ before }) => before),
      revocations.map((revocation) => ('tenantId' in revocation ? revocation.tenantId : null)),
    ] as const;
    try {
      await this.database.transaction(scope, async (tx) => {
        await tx.run(insertRevocations, ...columns);
        tx.afterCommit(() => void this.notifications.publish(CHANNEL));
      });
    } catch (cause) {
      throw notPublished(cause);
    }
  }

  follow(receive: (revocations: readonly Revocation[]) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    // One read at a time: each compares its rows with those of the one before.
    const reads = new SharedRead(() => this.readLatest(receive));
    const reading = new RepeatedWork(
      EVERY_MS,
      () => reads.again().then(resolve),
      (error) => this.log.warn(`The revocations cannot be read; retrying every second. ${error}`),
    );
    this.ends.push(this.notifications.subscribe(CHANNEL, () => void reading.now()));
    this.ends.push(() => void reading.end());
    void reading.begin();
    return promise;
  }

  onApplicationShutdown(): void {
    for (const end of this.ends.splice(0)) end();
  }

  private async readLatest(receive: (revocations: readonly Revocation[]) => void): Promise<void> {
    const [begun, first] = [present(), this.complete === undefined];
    const missed = this.complete ? between(this.complete, begun) : REMEMBERED_MS;
    const span = Math.min(missed + OVERLAP_MS, REMEMBERED_MS);
    const rows = await this.database.read(scope, latestRevocations, span / 1000);
    const fresh = rows.filter(({ id }) => !this.known.has(id));
    if (!first) for (const { age } of fresh) this.lag.received('postgresql', age);
    this.known = new Set(rows.map(({ id }) => id));
    this.complete = begun;
    if (fresh.length > 0) receive(fresh.map(revocationOf));
    receive([]);
  }
}

/** Both clocks of a process, in milliseconds: the monotonic one stops while the machine sleeps, the wall clock may be set back. */
interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

const present = (): Moment => ({ monotonic: performance.now(), wall: Date.now() });
const between = (a: Moment, b: Moment) => Math.max(b.monotonic - a.monotonic, b.wall - a.wall);

function revocationOf({ kind, subject: id, userId, ofTenant, before }: RevocationRow): Revocation {
  if (kind === 'session') return { kind, id, userId: userId ?? '', before };
  return kind === 'tenant' ? { kind, id, before } : { kind, tenantId: ofTenant ?? '', id, before };
}
