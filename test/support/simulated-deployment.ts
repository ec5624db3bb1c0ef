import { setImmediate as turn } from 'node:timers/promises';
import { type ClassProvider, Global, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CacheInvalidation, CacheModule, OwnWrites, SharedTierModule } from '#platform/cache';
import { Settings } from '#platform/config';
import { Notifications, PrimaryClock, Replica, type Transaction } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { Outbox } from '#platform/outbox';

/** The same for all processes, and of no secret. */
const key = Buffer.alloc(32);

type Listener = (payload: string | undefined) => void;

/** LISTEN of one process: notifications arrive in order, late while it is frozen, and not at all once it was lost. */
class SimulatedListening {
  private readonly waiting: string[] = [];
  private frozen = false;
  private listener: Listener = () => {};

  subscribe(_channel: string, listener: Listener): () => void {
    this.listener = listener;
    return () => {};
  }

  hear(payload: string): void {
    if (this.frozen) this.waiting.push(payload);
    else this.listener(payload);
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    for (const payload of this.waiting.splice(0)) this.listener(payload);
  }

  /** The connection ends, and another one listens: what waited is lost. */
  lose(): void {
    this.waiting.length = 0;
    this.frozen = false;
    this.listener(undefined);
  }
}

/** The caches of two processes on one simulated Redis and one simulated NOTIFY. */
export class SimulatedDeployment<Answers> {
  redisFrozen = false;
  readonly processes: SimulatedProcess<Answers>[] = [];
  private readonly redis = new Map<string, string>();

  /** @param answers what is under test, with the other providers that it needs */
  static async start<Answers>(answers: Type<Answers>, ...others: Type[]): Promise<SimulatedDeployment<Answers>> {
    const deployment = new SimulatedDeployment<Answers>();
    for (let i = 0; i < 2; i += 1) deployment.processes.push(await deployment.process(answers, others));
    return deployment;
  }

  /** Lets everything that is under way happen, but no timer. */
  async settle(work: Promise<unknown> = Promise.resolve()): Promise<void> {
    await work;
    for (let i = 0; i < 3; i += 1) await turn();
  }

  async end(): Promise<void> {
    for (const { close } of this.processes) await close();
  }

  private async process(answers: Type<Answers>, others: Type[]) {
    const notifications = new SimulatedListening();
    const told = {
      subscribe: notifications.subscribe.bind(notifications),
      publish: async (_channel: string, payload: string) => {
        for (const each of this.processes) each.notifications.hear(payload);
      },
    };
    @Global()
    @Module({
      providers: [
        { provide: Settings, useValue: new Settings() },
        { provide: Notifications, useValue: told },
        { provide: Outbox, useValue: { put: async () => {} } },
        PrimaryClock,
        { provide: Replica, useValue: null },
        { provide: MasterKey, useValue: { derive: () => key, derivations: () => [key] } },
      ],
      exports: [Settings, Notifications, Outbox, PrimaryClock, Replica, MasterKey],
    })
    class Simulated {}
    // The first provider of the tier is its client of Redis.
    const client = SharedTierModule.answeringWithin(1).providers?.[0] as ClassProvider;
    const process = await Test.createTestingModule({
      imports: [Simulated, CacheModule],
      providers: [answers, ...others],
    })
      .overrideProvider(client.provide)
      .useValue(this.client())
      .compile();
    await process.init();
    const [invalidation, writes] = [process.get(CacheInvalidation), process.get(OwnWrites)];
    return {
      answers: process.get(answers),
      writes,
      notifications,
      /** Resolves once a write with these invalidations is committed and carried out. */
      async commit(tenantId: string, tags: readonly string[]): Promise<void> {
        const committed: (() => void | Promise<void>)[] = [];
        await invalidation.within(transaction(committed), tenantId, tags);
        for (const each of committed) await each();
      },
      close: () => process.close(),
    };
  }

  /** A process's client of the Redis. */
  private client() {
    const command = async <Result>(run: () => Result): Promise<Result> => {
      await turn();
      if (this.redisFrozen) throw new Error('frozen');
      return run();
    };
    return {
      configured: true,
      reachable: true,
      read: (keys: string[]) => command(() => keys.map((key) => this.redis.get(key))),
      write: (entries: readonly { key: string; value: string }[]) =>
        command(() => {
          for (const { key, value } of entries) this.redis.set(key, value);
        }),
      prolong: async () => {},
    };
  }
}

export type SimulatedProcess<Answers> = Awaited<ReturnType<SimulatedDeployment<Answers>['process']>>;

const transaction = (committed: (() => void | Promise<void>)[]) =>
  ({ afterCommit: (action: () => void | Promise<void>) => committed.push(action) }) as unknown as Transaction;
