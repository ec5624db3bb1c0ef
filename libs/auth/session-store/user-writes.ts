import { hasReplicas, isCluster, type RedisClient, slotOf } from '#platform/redis';
import { counter } from '#platform/telemetry';
import { runScript, type ScriptRun, type Written } from './run-script.js';
import { ShardWrites } from './shard-writes.js';
import type { UserScript } from './user-scripts.js';

/** Runs scripts on users' hashes, and waits for a replica to acknowledge their writes. */
export class UserWrites {
  private readonly shards = new Map<string, ShardWrites>();
  private readonly writes = counter(
    'palier_session_writes_total',
    'Writes of sessions, by whether a replica acknowledged them in time',
    'replicated',
  );

  constructor(private readonly client: RedisClient) {}

  async run(script: UserScript, key: string, ...values: ScriptRun['values']): Promise<Written> {
    const written = await this.write({ script, key, values });
    this.writes.of(written.replicated ? 'yes' : 'no').add();
    return written;
  }

  private async write(run: ScriptRun): Promise<Written> {
    if (hasReplicas(this.client)) return this.shard(this.shardOf(run.key)).run(run);
    return { answer: await runScript(this.client, run), replicated: true };
  }

  /** In a Cluster the nodes that serve the key; the slot itself while they are unknown. */
  private shardOf(key: string): string {
    if (!isCluster(this.client)) return '';
    const slot = slotOf(key);
    return this.client.slots[slot]?.join() ?? `slot ${slot}`;
  }

  private shard(name: string): ShardWrites {
    const known = this.shards.get(name) ?? new ShardWrites(this.client);
    this.shards.set(name, known);
    return known;
  }
}
