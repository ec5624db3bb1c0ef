import type { ChainableCommander } from 'ioredis';
import type { RedisClient } from '#platform/redis';
import { runScript, type ScriptRun, type Written } from './run-script.js';

/** Milliseconds that a replica is waited for. */
const PATIENCE_MS = 50;
/** How long none is waited for after that was in vain, so that a shard without its replica stays quick. */
const PAUSE_MS = 1000;
/** The slot is moving: nothing was done here. */
const elsewhere = /^(MOVED|ASK|TRYAGAIN)\b/;

interface Waiting {
  readonly run: ScriptRun;
  readonly done: PromiseWithResolvers<Written>;
}

/**
 * The writes to one shard. `WAIT` covers all that its connection wrote before and holds up what comes
 * behind it: so those that come while one is under way go together with the next, and share its wait.
 */
export class ShardWrites {
  private waiting: Waiting[] = [];
  private busy = false;
  private pausedUntil = 0;
  /** The scripts that the shard was given; after a failover it has to be given them again. */
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
        for (const { done } of batch) done.reject(error);
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
      else if (error.message.startsWith('NOSCRIPT')) this.again(batch[i] as Waiting);
      else if (elsewhere.test(error.message)) this.alone(run).then(done.resolve, done.reject);
      else done.reject(error);
    }
  }

  private append(pipeline: ChainableCommander, { script, key, values }: ScriptRun): void {
    if (this.known.has(script.sha)) pipeline.evalsha(script.sha, 1, key, ...values);
    else pipeline.eval(script.text, 1, key, ...values);
    this.known.add(script.sha);
  }

  private again(waiting: Waiting): void {
    this.known.delete(waiting.run.script.sha);
    this.waiting.push(waiting);
  }

  /** Followed to wherever the slot is now; whether that has a replica, nobody asked. */
  private async alone(run: ScriptRun): Promise<Written> {
    return { answer: await runScript(this.client, run), replicated: false };
  }
}
