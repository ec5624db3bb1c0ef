import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { Places, type Rank, rankOf, type TenantShare, type TenantShares, type Waiter } from '#platform/resilience';
import { requestInForce } from '#platform/telemetry';

/** For which part of the pool's time limit a caller waits for its turn, by rank: what matters less is told sooner to come later. */
const PATIENCE = [0.3, 0.6, 1] as const;

/** Milliseconds in which a server that was frozen answers what it was sent. */
const FORGOTTEN_MS = 3000;

/** No connection of the pool became free in time: the server may be well. */
export class NoTurn extends Error {
  constructor() {
    super('No connection of the pool became free in time');
  }
}

/** One who waits for a connection. */
class WaitingCaller implements Waiter {
  waits = true;
  next: Waiter | undefined = undefined;

  constructor(
    readonly rank: Rank,
    readonly share: TenantShare,
    readonly until: number,
    private readonly begin: () => void,
    private readonly refuse: (error: Error) => void,
  ) {}

  decided(admitted: boolean): void {
    if (admitted) this.begin();
    else this.refuse(new NoTurn());
  }
}

/** Who has a connection, and since when. */
interface Holder {
  readonly rank: Rank;
  readonly share: TenantShare;
  readonly since: number;
}

/**
 * The connections of a pool, given out by the priority of the request in force: half of them to `sheddable` ones, three quarters
 * to those and `normal` ones, all to `vital` ones. Jobs and deliveries of events count as `normal`. What belongs to no request,
 * as the relay of the outbox or the refreshing of settings, counts as `vital`. Tenants share them by the time for which they
 * hold them: slow statements of one have a quarter of them while others need any.
 */
export class Connections {
  private readonly places: Places;
  /** Of those that are taken. */
  private readonly holders = new Map<PoolClient, Holder>();
  private readonly releasedAt = new WeakMap<PoolClient, number>();
  /** Connections that were released before may be forgotten by the network. */
  private trustedFrom = Number.NEGATIVE_INFINITY;

  constructor(private readonly pool: Pool) {
    this.places = new Places(pool.options.max);
    // Whoever releases a connection, and in whatever state: none is forgotten.
    pool.on('release', (_error, client) => this.released(client));
  }

  get tenants(): TenantShares {
    return this.places.tenants;
  }

  /** Callers that wait for a connection. */
  get waiting(): number {
    return this.places.waiting + this.pool.waitingCount;
  }

  /**
   * Takes a connection, which the caller releases.
   *
   * @param another whether the caller holds one already: it does not wait for its share, which it may itself use up
   * @throws NoTurn when it had no turn within the time limit of the pool; what the pool throws
   */
  async take(another: boolean): Promise<PoolClient> {
    const { priority = 'vital', tenantId = '' } = requestInForce() ?? {};
    const rank = rankOf(another ? 'vital' : priority);
    const share = this.places.shareOf(another ? '' : tenantId);
    if (!this.places.take(rank, share)) await this.turn(rank, share);
    const since = this.places.now();
    try {
      let client = await this.pool.connect();
      while (this.mayBeForgotten(client)) {
        client.release(true);
        client = await this.pool.connect();
      }
      this.holders.set(client, { rank, share, since });
      return client;
    } catch (error) {
      this.places.give(rank, share, this.places.now() - since);
      throw error;
    }
  }

  /**
   * Called when the database answers again after a silence: a network that forgot the connections lets them wait for ever. Idle
   * ones are replaced at their next use; one that is in use is closed where nothing comes on it soon.
   */
  afterSilence(): void {
    this.trustedFrom = performance.now();
    const received = new Map([...this.holders.keys()].map((client) => [client, streamOf(client).bytesRead]));
    const close = () => {
      for (const [client, bytes] of received)
        if (this.holders.has(client) && streamOf(client).bytesRead === bytes) streamOf(client).destroy();
    };
    setTimeout(close, FORGOTTEN_MS).unref();
  }

  private mayBeForgotten(client: PoolClient): boolean {
    return (this.releasedAt.get(client) ?? Number.POSITIVE_INFINITY) < this.trustedFrom;
  }

  private turn(rank: Rank, share: TenantShare): Promise<void> {
    const limit = this.pool.options.connectionTimeoutMillis || Number.POSITIVE_INFINITY;
    const until = this.places.now() + limit * PATIENCE[rank];
    return new Promise((begin, refuse) => {
      this.places.wait(new WaitingCaller(rank, share, until, begin, refuse));
    });
  }

  private released(client: PoolClient): void {
    const holder = this.holders.get(client);
    // Taken from the pool itself, by others.
    if (!holder) return;
    this.holders.delete(client);
    this.releasedAt.set(client, performance.now());
    this.places.give(holder.rank, holder.share, this.places.now() - holder.since);
  }
}

const streamOf = (client: PoolClient) => client.connection.stream as Socket;
