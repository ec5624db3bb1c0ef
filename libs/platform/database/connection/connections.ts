import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { Places, type Rank, rankOf, type Waiter } from '#platform/resilience';
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
  /** Of those that are taken. */
  private readonly ranks = new Map<PoolClient, Rank>();
  private readonly releasedAt = new WeakMap<PoolClient, number>();
  /** Connections that were released before may be forgotten by the network. */
  private trustedFrom = Number.NEGATIVE_INFINITY;

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
      let client = await this.pool.connect();
      while (this.mayBeForgotten(client)) {
        client.release(true);
        client = await this.pool.connect();
      }
      this.ranks.set(client, rank);
      return client;
    } catch (error) {
      this.places.give(rank);
      throw error;
    }
  }

  /**
   * Called when the database answers again after a silence: a network that forgot the connections lets them wait for ever. Idle
   * ones are replaced at their next use; one that is in use is closed where nothing comes on it soon.
   */
  afterSilence(): void {
    this.trustedFrom = performance.now();
    const received = new Map([...this.ranks.keys()].map((client) => [client, streamOf(client).bytesRead]));
    const close = () => {
      for (const [client, bytes] of received)
        if (this.ranks.has(client) && streamOf(client).bytesRead === bytes) streamOf(client).destroy();
    };
    setTimeout(close, FORGOTTEN_MS).unref();
  }

  private mayBeForgotten(client: PoolClient): boolean {
    return (this.releasedAt.get(client) ?? Number.POSITIVE_INFINITY) < this.trustedFrom;
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
    this.releasedAt.set(client, performance.now());
    this.places.give(rank);
  }
}

const streamOf = (client: PoolClient) => client.connection.stream as Socket;
