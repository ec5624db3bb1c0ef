import fc, { type Scheduler } from 'fast-check';
import { Settings } from '#platform/config';
import { Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import type { CachedAnswer } from '../cached-answer.js';
import type { Fill } from '../fill.js';
import type { Invalidation } from '../invalidation/invalidation.js';
import { InvalidationFeed } from '../invalidation/invalidation-feed.js';
import { Invalidations } from '../invalidation/invalidations.js';
import { ResponseCache } from '../response-cache.js';
import type { StoredEntry } from './redis-store.js';
import { SharedRedis } from './shared-redis.js';
import { SharedTier } from './shared-tier.js';
import { TagVersions } from './tag-versions.js';

/** The outcome of a command: it works, it never arrives, or it arrives after its sender gave up. */
const fates = fc.array(fc.constantFrom('works', 'works', 'lost', 'late'), { maxLength: 12 });
const kinds = [
  'read',
  'read',
  'write',
  'write and die',
  'relay',
  'evict',
  'a minute',
  'read without database',
] as const;
const actions = fc.array(fc.record({ kind: fc.constantFrom(...kinds), process: fc.nat(3) }), {
  minLength: 2,
  maxLength: 8,
});

/** A database of one row, a Redis, a bus and processes; the scheduler orders every step. */
class Deployment {
  tenantId = '';
  row = 0;
  outbox: Invalidation[] = [];
  /** The outcomes of the next commands, taken from the end; further commands work. */
  fates: string[] = [];
  private turn: (step: string) => Promise<unknown> = async () => {};
  private readonly redis = new Map<string, string>();
  /** The last process subscribes with its first action. */
  readonly processes = [this.start(true), this.start(true), this.start(true), this.start(false)];
  private readonly filler = this.start(true);

  /** Starts with one shared answer that no process holds in memory. */
  async begin(scheduler: Scheduler): Promise<void> {
    [this.tenantId, this.row, this.outbox, this.fates] = [newId(), 0, [], []];
    this.turn = (step) => scheduler.schedule(Promise.resolve(), step);
    for (const process of this.processes.slice(-1)) process.subscribed = false;
    await scheduler.waitFor(this.read(this.filler));
    await scheduler.waitAll();
  }

  evict(): void {
    for (const key of this.redis.keys()) if (key.startsWith('tag')) this.redis.delete(key);
  }

  /** Reads the row as a request of this process does. */
  async read({ memory, tier }: Process): Promise<number> {
    const found = memory.lookup(`${this.tenantId} key`, () => [`${this.tenantId} apps`], { ttl: 60 });
    if (found.kind === 'hit') return Number(found.answer.body);
    // The request that it waited for may have failed, and then it asks the database itself.
    if (found.kind === 'join') return Number((await found.fill.answer)?.body ?? (await this.query()));
    const shared = await tier.find(found.fill, { tenant: undefined, flag: undefined });
    const made = shared?.answer ?? answer(await this.query());
    found.fill.complete(made, shared?.freshForMs);
    return Number(made.body);
  }

  /** The row that a request of this process gets while the database is away, if it gets any. */
  async readWithoutDatabase({ memory, tier }: Process): Promise<number | undefined> {
    const found = memory.lookup(`${this.tenantId} key`, () => [`${this.tenantId} apps`], { ttl: 60 });
    if (found.kind === 'hit') return Number(found.answer.body);
    if (found.kind === 'join') return undefined;
    const shared = await tier.find(found.fill, { tenant: undefined, flag: undefined });
    found.fill.abandon();
    const copy = shared?.answer ?? found.fill.stale;
    return copy && Number(copy.body);
  }

  commit(): Invalidation {
    this.row += 1;
    const invalidation = { id: newId(), tenantId: this.tenantId, tags: ['apps'] };
    this.outbox.push(invalidation);
    return invalidation;
  }

  /** The snapshot is taken at one step, and the rows arrive at a later one. */
  private async query(): Promise<number> {
    await this.turn('snapshot');
    const { row } = this;
    await this.turn('rows');
    return row;
  }

  private async command<T>(run: () => T): Promise<T> {
    const fate = this.fates.pop() ?? 'works';
    if (fate === 'late') void this.turn('late').then(run);
    await this.turn('command');
    if (fate !== 'works') throw new Error(fate);
    const result = run();
    await this.turn('reply');
    return result;
  }

  private start(subscribed: boolean) {
    const memory = new ResponseCache(new Settings());
    const redis: SharedRedis = Object.assign(Object.create(SharedRedis.prototype, { configured: { value: true } }), {
      read: (keys: string[]) => this.command(() => keys.map((key) => this.redis.get(key))),
      write: (entries: StoredEntry[]) =>
        this.command(() => {
          for (const { key, value } of entries) this.redis.set(key, value);
        }),
    });
    const notifications: Notifications = Object.assign(Object.create(Notifications.prototype), {
      subscribe: (_channel: string, listener: (payload: string) => void) => {
        process.receive = listener;
      },
      publish: async (_channel: string, payload: string) => {
        for (const { subscribed, receive } of this.processes)
          if (subscribed) void this.turn('receive').then(() => receive(payload));
      },
    });
    const versions = new TagVersions(redis);
    const invalidations = new Invalidations(memory, versions, new InvalidationFeed(notifications));
    const process = {
      memory,
      tier: new SharedTier(redis, versions, new Settings()),
      invalidations,
      subscribed,
      receive: (_: string) => {},
    };
    invalidations.onModuleInit();
    return process;
  }
}

type Process = ReturnType<Deployment['start']>;

const answer = (row: number): CachedAnswer => ({
  body: String(row),
  etag: `"${row}"`,
  contentType: 'text/plain',
  encoding: undefined,
  headers: [],
});

describe('processes that share answers', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('read nothing older than a write that they acknowledged, and all read the last write once retries are done', async () => {
    const deployment = new Deployment();
    const act = async (kind: string, process: Process, acknowledged: Map<Process, number>) => {
      process.subscribed = true;
      if (kind === 'evict') return deployment.evict();
      if (kind === 'relay') {
        for (const invalidation of [...deployment.outbox]) await process.invalidations.repeat(invalidation);
        return;
      }
      if (kind === 'a minute') return void jest.setSystemTime(Date.now() + 61_000);
      if (kind === 'read without database') {
        const atLeast = acknowledged.get(process) ?? 0;
        expect((await deployment.readWithoutDatabase(process)) ?? atLeast).toBeGreaterThanOrEqual(atLeast);
        return;
      }
      if (kind === 'read') {
        const atLeast = acknowledged.get(process) ?? 0;
        expect(await deployment.read(process)).toBeGreaterThanOrEqual(atLeast);
        return;
      }
      const invalidation = deployment.commit();
      const { row } = deployment;
      if (kind === 'write and die') return;
      await process.invalidations.carryOut(invalidation);
      acknowledged.set(process, Math.max(acknowledged.get(process) ?? 0, row));
    };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actions, fates, fc.boolean(), async (scheduler, events, commands, evicted) => {
        await deployment.begin(scheduler);
        if (evicted) deployment.evict();
        deployment.fates = commands;
        const acknowledged = new Map<Process, number>();
        const acts = events.map(async ({ kind, process }) => {
          await scheduler.schedule(Promise.resolve(), kind);
          await act(kind, deployment.processes[process] as Process, acknowledged);
        });
        await scheduler.waitFor(Promise.all(acts));

        // A relay tries until it succeeds; a process with unwritten tags tries by a timer.
        const { invalidations } = deployment.processes[2] as Process;
        for (const invalidation of deployment.outbox) {
          while (!(await scheduler.waitFor(invalidations.repeat(invalidation)))) deployment.fates.pop();
        }
        deployment.fates = [];
        await jest.advanceTimersByTimeAsync(1000);
        await scheduler.waitAll();
        for (const process of deployment.processes)
          expect(await scheduler.waitFor(deployment.read(process))).toBe(deployment.row);
      }),
      { numRuns: 700 },
    );
  });
});

describe('an answer of another process', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  /** Shares an answer of a route with a feature flag; returns what another process finds of it. */
  async function shared({ processes: [first, second] }: Deployment) {
    const conditions = { tenant: undefined, flag: 'search' };
    const find = async ({ memory, tier }: Process) => {
      const { fill } = memory.lookup('t key', () => ['t apps'], { ttl: 60 }) as { fill: Fill };
      const found = await tier.find(fill, conditions);
      return { fill, found };
    };
    const { fill } = await find(first as Process);
    fill.complete(answer(1));
    await new Promise(setImmediate);
    return async () => {
      const { fill, found } = await find(second as Process);
      fill.abandon();
      return found;
    };
  }

  it('is void once the feature flag of its route has changed', async () => {
    const deployment = new Deployment();
    const find = await shared(deployment);
    const { tier } = deployment.processes[2] as Process;
    await tier.flagsChanged(['another']);
    expect(await find()).toMatchObject({ answer: { body: '1' } });
    await tier.flagsChanged(['search']);
    expect(await find()).toBeUndefined();
  });

  it.each([
    ['ahead', -50_000, 60_000],
    ['behind', 50_000, 10_000],
  ])('is fresh for its ttl at most, also when the clock of its process was %s', async (_, later, freshForMs) => {
    const find = await shared(new Deployment());
    jest.setSystemTime(Date.now() + later);
    expect(await find()).toMatchObject({ freshForMs });
  });
});
