import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '#platform/config';
import {
  BatchedWrites,
  closeRedis,
  entryOf,
  isRedisAway,
  openRedis,
  type RedisClient,
  replicated,
  StreamFollower,
  UnreplicatedWrites,
} from '#platform/redis';
import { REMEMBERED_MS, type Revocation } from './revocation.js';
import { RevocationFeed } from './revocation-feed.js';
import type { RevocationLag } from './revocation-lag.js';
import { notPublished } from './revocations.errors.js';

/** The single stream, in one slot of a Cluster. */
export const STREAM = 'palier:{revocations}';
/** How long entries are stored, in milliseconds: longer than any follower looks back. */
const KEPT_MS = 900_000;
const TRIED_FOR_MS = 5000;
const PAUSE_MS = 50;
const WRITE_MS = 1000;

/**
 * A Redis stream. An entry that only the primary has is acknowledged too, since otherwise the loss of a
 * replica would prevent every sign-out; it is written again once a replica is back.
 */
export class RedisRevocationFeed extends RevocationFeed implements OnApplicationShutdown {
  private readonly writer: RedisClient;
  /** `WAIT` blocks later commands of its connection while no replica answers, so writes are batched. */
  private readonly writes = new BatchedWrites<Revocation, boolean>((revocations) => this.add(revocations));
  private readonly unreplicated = new UnreplicatedWrites<readonly Revocation[]>(REMEMBERED_MS, (revocations) =>
    this.writes.run(revocations),
  );
  private follower: StreamFollower | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly lag: RevocationLag,
  ) {
    super();
    this.writer = openRedis(settings, { name: 'revocations', commandTimeoutMs: WRITE_MS, lazy: true });
  }

  async publish(_tenantId: string, revocations: readonly Revocation[]): Promise<void> {
    if (revocations.length === 0) return;
    const deadline = performance.now() + TRIED_FOR_MS;
    for (;;) {
      try {
        // While no replica answered an earlier write, no write waits for one: each wait costs time.
        if (this.unreplicated.any) await this.writer.xadd(...revocationsEntry(revocations, Date.now()));
        else if (await this.writes.run(revocations)) return;
        this.unreplicated.add(revocations);
        return;
      } catch (error) {
        if (performance.now() >= deadline || !isRedisAway(error)) throw notPublished(error);
        await pause(PAUSE_MS);
      }
    }
  }

  follow(receive: (revocations: readonly Revocation[]) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.follower = new StreamFollower(this.settings, {
      key: STREAM,
      connection: 'revocations-feed',
      lookBackMs: REMEMBERED_MS,
      log: new Logger('Revocations'),
      receive: (text, writtenAt, fresh) => {
        if (fresh) this.lag.received('redis', Date.now() - writtenAt);
        receive(JSON.parse(text));
      },
      caughtUp: () => {
        receive([]);
        resolve();
      },
    });
    void this.follower.run();
    return promise;
  }

  async onApplicationShutdown(): Promise<void> {
    this.unreplicated.end();
    this.follower?.stop();
    await closeRedis(this.writer);
  }

  private async add(revocations: readonly Revocation[]): Promise<boolean> {
    const written = await replicated(this.writer, (pipeline) =>
      pipeline.xadd(...revocationsEntry(revocations, Date.now())),
    );
    return written.replicated;
  }
}

/** The arguments of `XADD` for one entry, which also deletes entries older than 15 minutes. */
function revocationsEntry(revocations: readonly Revocation[], now: number) {
  return entryOf(STREAM, KEPT_MS, 'revocations', JSON.stringify(revocations), now);
}
