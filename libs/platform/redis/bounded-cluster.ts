import { Cluster, type RedisOptions } from 'ioredis';
import { LONGEST_PAUSE_MS } from './connection.js';
import type { RedisUse } from './redis-client.js';
import type { RedisNode } from './topology.js';

/** How often the map of slots is read, to learn of slots that moved without a failed command. */
const SLOTS_EVERY_MS = 5000;
/** Enough tries to outlast an election, for commands without a time limit. */
const PATIENT_TRIES = 60;
const unreachable = new Set(['reconnecting', 'close', 'disconnecting', 'end']);

/**
 * A Cluster whose commands respect their time limit wherever they wait. ioredis starts the limit only when
 * a command is sent to a node, and lets it wait for a node without a limit.
 */
export class BoundedCluster extends Cluster {
  private known = false;
  private readonly timeoutMs: number | undefined;

  constructor(nodes: readonly RedisNode[], redisOptions: RedisOptions, { commandTimeoutMs, lazy }: RedisUse) {
    super([...nodes], {
      redisOptions: { ...redisOptions, maxRetriesPerRequest: null },
      lazyConnect: lazy ?? false,
      clusterRetryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
      retryDelayOnFailover: 100,
      retryDelayOnClusterDown: 100,
      retryDelayOnTryAgain: 25,
      maxRedirections: PATIENT_TRIES,
      slotsRefreshTimeout: 1000,
      slotsRefreshInterval: SLOTS_EVERY_MS,
    });
    this.timeoutMs = commandTimeoutMs;
    this.once('ready', () => {
      this.known = true;
    });
  }

  override sendCommand(...sent: Parameters<Cluster['sendCommand']>): unknown {
    const [command] = sent;
    if (this.timeoutMs === undefined) return super.sendCommand(...sent);
    if (this.known && unreachable.has(this.status)) {
      command.reject(new Error('Connection is closed.'));
      return command.promise;
    }
    command.setTimeout(this.timeoutMs);
    command.promise.catch((error: Error) => this.refreshAfterTimeout(error));
    return super.sendCommand(...sent);
  }

  /** A frozen node neither answers nor closes its connections: another node may have taken its slots. */
  private refreshAfterTimeout({ message }: Error): void {
    if (message === 'Command timed out' && this.status === 'ready') this.refreshSlotsCache();
  }
}
