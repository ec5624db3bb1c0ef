import type { ChainableCommander } from 'ioredis';
import type { RedisClient } from '#platform/redis';
import { runScript, type ScriptRun, type Written } from './run-script.js';

/** Milliseconds to wait for a replica. */
const PATIENCE_MS = 50;
/** Milliseconds without waiting after a wait that failed, so that a shard without its replica stays fast. */
const PAUSE_MS = 1000;
/** Errors for a slot that moves: nothing was written here. */
const elsewhere = /^(MOVED|ASK|TRYAGAIN)\b/;
/** ioredis rejects a batch whose slots are no longer on one node, before it sends any of it. */
const onSeveralNodes = /same slots allocation group/;

interface Waiting {
  readonly run: ScriptRun;
  readonly done: PromiseWithResolvers<Written>;
}

/**
 * The writes to one shard. `WAIT` covers all earlier writes of its connection and blocks later commands, so writes
 * that arrive during a batch are sent together in the next one, and share its wait.
 */
export class ShardWrites {
  private waiting: Waiting[] = [];
  private busy = false;
  private pausedUntil = 0;
  /** The scripts that were loaded on the shard; after a failover they must be loaded again. */
  private readonly known = new Set<string>();

  constructor(private readonly client: RedisClient) {}

  run(run: ScriptRun): Promise<Written> {
    const done = Promise.withResolvers<Written>();
    this.waiting.push({ run, done });
    if (!this.busy) void this.drain();
    return done.promise;
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.send(batch);
      } catch (error) {
        const moved = error instanceof Error && onSeveralNodes.test(error.message);
        for (const { run, done } of batch) {
          if (moved) this.redirect(run).then(done.resolve, done.reject);
          else done.reject(error);
        }
      }
    }
    this.busy = false;
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    const pipeline = this.client.pipeline();
    for (const { run } of batch) this.append(pipeline, run);
    const waits = performance.now() >= this.pausedUntil;
    const answers = await (waits ? pipeline.wait(1, PATIENCE_MS) : pipeline).exec();
    const [failure, acknowledged] = (waits && answers?.[batch.length]) || [undefined, 0];
    const replicated = !failure && Number(acknowledged) >= 1;
    if (waits && !replicated) this.pausedUntil = performance.now() + PAUSE_MS;
    for (const [i, { run, done }] of batch.entries()) {
      const [error, answer] = answers?.[i] ?? [new Error('Connection is closed.'), undefined];
      if (!error) done.resolve({ answer, replicated });
      else if (error.message.startsWith('NOSCRIPT')) this.retry(batch[i] as Waiting);
      else if (elsewhere.test(error.message)) this.redirect(run).then(done.resolve, done.reject);
      else done.reject(error);
    }
  }

  private append(pipeline: ChainableCommander, { script, key, values }: ScriptRun): void {
    if (this.known.has(script.sha)) pipeline.evalsha(script.sha, 1, key, ...values);
    else pipeline.eval(script.text, 1, key, ...values);
    this.known.add(script.sha);
  }

  private retry(waiting: Waiting): void {
    this.known.delete(waiting.run.script.sha);
    this.waiting.push(waiting);
  }

  /** Runs where the slot is now, by redirection. Replication there was not waited for. */
  private async redirect(run: ScriptRun): Promise<Written> {
    return { answer: await runScript(this.client, run), replicated: false };
  }
}
