import { Cluster, type RedisOptions } from 'ioredis';
import { LONGEST_PAUSE_MS } from './connection.js';
import type { RedisUse } from './redis-client.js';
import type { RedisNode } from './topology.js';

/** How often the map of slots is read anew, for who moved without anybody asking in vain. */
const SLOTS_EVERY_MS = 5000;
/** Longer than an election takes, so that a command without a time limit lives through one. */
const PATIENT_TRIES = 60;
const away = new Set(['reconnecting', 'close', 'disconnecting', 'end']);

/**
 * A Cluster whose commands keep to their time limit wherever they wait; ioredis counts from the
 * moment at which a node has them, and lets them wait for that without end.
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
    if (this.known && away.has(this.status)) {
      command.reject(new Error('Connection is closed.'));
      return command.promise;
    }
    command.setTimeout(this.timeoutMs);
    command.promise.catch((error: Error) => this.lookAgain(error));
    return super.sendCommand(...sent);
  }

  /** A node that is frozen neither answers nor closes its connections: another may have taken its slots meanwhile. */
  private lookAgain({ message }: Error): void {
    if (message === 'Command timed out' && this.status === 'ready') this.refreshSlotsCache();
  }
}
