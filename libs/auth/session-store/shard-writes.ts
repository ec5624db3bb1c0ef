import type { ChainableCommander } from 'ioredis';
import { BatchedWrites, isRedirected, type RedisClient } from '#platform/redis';
import { runScript, type ScriptRun, type Written } from './run-script.js';

/** Milliseconds to wait for a replica. */
const PATIENCE_MS = 50;
/** Milliseconds without waiting after a wait that failed, so that a shard without its replica stays fast. */
const PAUSE_MS = 1000;
/** ioredis rejects a batch whose slots are no longer on one node, before it sends any of it. */
const onSeveralNodes = /same slots allocation group/;

/** What became of each write of a batch. */
type Outcomes = ReadonlyMap<ScriptRun, Promise<Written>>;

/**
 * The writes to one shard, in batches that share a `WAIT`: it covers all earlier writes of its connection.
 *
 * - One batch is on its way at a time, with the scripts in the order of their arrival.
 * - Each script has an outcome of its own. One that Redis refused without running it, because its slot moves or because a
 *   failover made it unknown, is run once more; any other failure is the caller's.
 * - `replicated` is true only where the shard's replica acknowledged the batch. A write that was redirected, and one during the
 *   pause after a wait that failed, is not known to be replicated.
 */
export class ShardWrites {
  private readonly batches = new BatchedWrites<ScriptRun, Outcomes>((runs) => this.write(runs));
  private pausedUntil = 0;
  /** The digests of the scripts that were loaded on the shard; after a failover they must be loaded again. */
  private readonly known = new Set<string>();

  constructor(private readonly client: RedisClient) {}

  /** @throws the error of Redis for this script, or that of the connection */
  async run(run: ScriptRun): Promise<Written> {
    const outcomes = await this.batches.run([run]);
    return outcomes.get(run) as Promise<Written>;
  }

  private async write(runs: readonly ScriptRun[]): Promise<Outcomes> {
    const pipeline = this.client.pipeline();
    for (const run of runs) this.append(pipeline, run);
    const waits = performance.now() >= this.pausedUntil;
    try {
      const answers = (await (waits ? pipeline.wait(1, PATIENCE_MS) : pipeline).exec()) ?? [];
      const [failure, acknowledged] = (waits && answers[runs.length]) || [undefined, 0];
      const replicated = !failure && Number(acknowledged) >= 1;
      if (waits && !replicated) this.pausedUntil = performance.now() + PAUSE_MS;
      return new Map(runs.map((run, i) => [run, this.outcome(run, answers[i], replicated)]));
    } catch (error) {
      if (!(error instanceof Error && onSeveralNodes.test(error.message))) throw error;
      return new Map(runs.map((run) => [run, this.redirect(run)]));
    }
  }

  private append(pipeline: ChainableCommander, { script, key, values }: ScriptRun): void {
    if (this.known.has(script.sha)) pipeline.evalsha(script.sha, 1, key, ...values);
    else pipeline.eval(script.text, 1, key, ...values);
    this.known.add(script.sha);
  }

  private async outcome(
    run: ScriptRun,
    [error, answer]: [Error | null, unknown] = [new Error('Connection is closed.'), undefined],
    replicated: boolean,
  ): Promise<Written> {
    if (!error) return { answer, replicated };
    if (isRedirected(error)) return this.redirect(run);
    if (!error.message.startsWith('NOSCRIPT')) throw error;
    this.known.delete(run.script.sha);
    return this.run(run);
  }

  /** Runs where the slot is now, by redirection. Replication there was not waited for. */
  private async redirect(run: ScriptRun): Promise<Written> {
    return { answer: await runScript(this.client, run), replicated: false };
  }
}
