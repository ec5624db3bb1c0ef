import type { Pool, PoolClient } from 'pg';
import { Places, type Rank, rankOf, type Waiter } from '#platform/resilience';
import { requestInForce } from '#platform/telemetry';

/** For which part of the pool's time limit a caller waits for its turn, by rank: what matters less is told sooner to come later. */
const PATIENCE = [0.3, 0.6, 1] as const;

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
    readonly tenantId: string,
    readonly until: number,
    private readonly begin: () => void,
    private readonly refuse: (error: Error) => void,
  ) {}

  decided(admitted: boolean): void {
    if (admitted) this.begin();
    else this.refuse(new NoTurn());
  }
}

/**
 * The connections of a pool, given out by the priority of the request in force: half of them to `sheddable` ones, three quarters
 * to those and `normal` ones, all to `vital` ones. Jobs and deliveries of events count as `normal`. What belongs to no request,
 * as the relay of the outbox or the refreshing of settings, counts as `vital`.
 */
export class Connections {
  private readonly places: Places;
  private readonly ranks = new WeakMap<PoolClient, Rank>();

  constructor(private readonly pool: Pool) {
    this.places = new Places(pool.options.max);
    // Whoever releases a connection, and in whatever state: none is forgotten.
    pool.on('release', (_error, client) => this.released(client));
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
    if (!this.places.take(rank)) await this.turn(rank, tenantId);
    try {
      const client = await this.pool.connect();
      this.ranks.set(client, rank);
      return client;
    } catch (error) {
      this.places.give(rank);
      throw error;
    }
  }

  private turn(rank: Rank, tenantId: string): Promise<void> {
    const limit = this.pool.options.connectionTimeoutMillis || Number.POSITIVE_INFINITY;
    const until = this.places.now() + limit * PATIENCE[rank];
    return new Promise((begin, refuse) => {
      this.places.wait(new WaitingCaller(rank, tenantId, until, begin, refuse));
    });
  }

  private released(client: PoolClient): void {
    const rank = this.ranks.get(client);
    // Taken from the pool itself, by others.
    if (rank === undefined) return;
    this.ranks.delete(client);
    this.places.give(rank);
  }
}
