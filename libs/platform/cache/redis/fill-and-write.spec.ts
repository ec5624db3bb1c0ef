import { Settings } from '#platform/config';
import { Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import type { CachedAnswer } from '../cached-answer.js';
import type { Fill } from '../fill.js';
import { InvalidationFeed } from '../invalidation/invalidation-feed.js';
import { Invalidations } from '../invalidation/invalidations.js';
import { ResponseCache } from '../response-cache.js';
import type { StoredEntry } from './redis-store.js';
import { SharedRedis } from './shared-redis.js';
import { SharedTier } from './shared-tier.js';
import { TagVersions } from './tag-versions.js';

/** A database of one row, and processes that share a Redis and are told of each other's invalidations. */
class Deployment {
  row = 0;
  readonly redis = new Map<string, string>();
  /** What becomes of a new version: it waits before it reaches Redis, Redis has it and does not answer yet, or it is lost. */
  versions: 'arrive' | 'wait' | 'unanswered' | 'lost' = 'arrive';
  messagesWait = false;
  private waiting: (() => void)[] = [];
  private messages: string[] = [];
  private readonly receivers: ((payload: string) => void)[] = [];

  process() {
    const memory = new ResponseCache(new Settings());
    const notifications: Notifications = Object.assign(Object.create(Notifications.prototype), {
      subscribe: (_channel: string, receive: (payload: string) => void) => this.receivers.push(receive),
      publish: async (_channel: string, payload: string) => {
        this.messages.push(payload);
        if (!this.messagesWait) this.deliver();
      },
    });
    const versions = new TagVersions(this.client(true));
    const invalidations = new Invalidations(memory, versions, new InvalidationFeed(notifications));
    invalidations.onModuleInit();
    return { memory, invalidations, tier: new SharedTier(this.client(false), versions, new Settings()) };
  }

  /** Lets the versions and answers arrive that wait. */
  arrive(): void {
    this.versions = 'arrive';
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  deliver(): void {
    for (const payload of this.messages.splice(0)) for (const receive of this.receivers) receive(payload);
  }

  async write(process: Process) {
    this.row += 1;
    return this.invalidate(process);
  }

  async invalidate({ invalidations }: Process) {
    const invalidation = { id: newId(), tenantId: 't', tags: ['list'] };
    await invalidations.carryOut(invalidation);
    return invalidation;
  }

  async read(process: Process): Promise<number> {
    const found = look(process);
    if (found.kind === 'hit') return Number(found.answer.body);
    const shared = await process.tier.find(found.fill, conditions);
    const made = shared?.answer ?? answer(this.row);
    found.fill.complete(made, shared?.freshForMs);
    await settled();
    return Number(made.body);
  }

  private client(ofVersions: boolean): SharedRedis {
    return Object.assign(Object.create(SharedRedis.prototype, { configured: { value: true } }), {
      read: async (keys: string[]) => keys.map((key) => this.redis.get(key)),
      write: async (entries: StoredEntry[]) => {
        const fate = ofVersions ? this.versions : 'arrive';
        if (fate === 'lost') throw new Error('away');
        if (fate === 'wait') await this.turn();
        for (const { key, value } of entries) this.redis.set(key, value);
        if (fate === 'unanswered') await this.turn();
      },
      prolong: async () => {},
    });
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

type Process = ReturnType<Deployment['process']>;

const conditions = { tenant: undefined, flag: undefined };
const settled = () => new Promise(setImmediate);
const look = ({ memory }: Process) =>
  memory.lookup('t key', () => ['t list'], { ttl: 60 }) as
    | { kind: 'hit'; answer: CachedAnswer }
    | { kind: 'fill'; fill: Fill };
const answer = (row: number): CachedAnswer => ({
  ...{ body: String(row), etag: `"${row}"`, contentType: 'text/plain', encoding: undefined, headers: [] },
});

type Evicted = 'nothing' | 'the answer' | 'all';

/** Three processes. The first has read the row, which is thus in Redis, or was until it was evicted. */
async function begin(evicted: Evicted = 'nothing') {
  const deployment = new Deployment();
  const [first, writer, other] = [deployment.process(), deployment.process(), deployment.process()];
  await deployment.read(first);
  if (evicted === 'the answer') deployment.redis.delete('answer t key');
  if (evicted === 'all') deployment.redis.clear();
  return { deployment, first, writer, other };
}

/** All orders of two series of steps. */
function ordersOf<Step>(some: readonly Step[], others: readonly Step[]): Step[][] {
  const [[one, ...less], [another, ...fewer]] = [some, others];
  if (one === undefined || another === undefined) return [[...some, ...others]];
  const begunWith = (step: Step, rest: Step[][]) => rest.map((order) => [step, ...order]);
  return [...begunWith(one, ordersOf(less, others)), ...begunWith(another, ordersOf(some, fewer))];
}

describe('in each order of the steps of a fill and a write', () => {
  const fillSteps = ['look', 'find', 'query', 'store'] as const;

  /** @returns what all processes read after the steps: the one that filled, the one that wrote, and the first */
  async function after(order: readonly string[], at: 'writer' | 'other', evicted: Evicted) {
    const { deployment, first, ...processes } = await begin(evicted);
    const filler = processes[at];
    deployment.messagesWait = order.includes('message');
    let [fill, found, seen, written]: [Fill?, Awaited<ReturnType<SharedTier['find']>>?, number?, Promise<unknown>?] =
      [];
    const steps: Record<string, () => unknown> = {
      look: () => {
        fill = (look(filler) as { fill: Fill }).fill;
      },
      find: async () => {
        found = await filler.tier.find(fill as Fill, conditions);
      },
      query: () => {
        seen = deployment.row;
      },
      store: () => fill?.complete(found?.answer ?? answer(seen as number), found?.freshForMs),
      commit: () => {
        deployment.row += 1;
      },
      invalidate: () => {
        deployment.versions = 'wait';
        written = deployment.invalidate(processes.writer);
        // Those of a fill arrive at once.
        deployment.versions = 'arrive';
      },
      version: () => deployment.arrive(),
      message: () => deployment.deliver(),
    };
    for (const step of order) {
      await steps[step]?.();
      await settled();
    }
    await written;
    return [await deployment.read(filler), await deployment.read(processes.writer), await deployment.read(first)];
  }

  it.each([
    ['in the process that writes', 'writer', ['commit', 'invalidate', 'version']],
    ['in a process that is told at once', 'other', ['commit', 'invalidate', 'version']],
    ['in a process that is told later', 'other', ['commit', 'invalidate', 'version', 'message']],
  ] as const)('no process then reads what was before the write: a fill %s', async (_where, at, writeSteps) => {
    for (const order of ordersOf<string>(fillSteps, writeSteps)) {
      for (const evicted of ['nothing', 'the answer', 'all'] as const)
        expect([order, evicted, await after(order, at, evicted)]).toEqual([order, evicted, [1, 1, 1]]);
    }
  });
});

describe('an invalidation', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  /** What a process finds in Redis that has nothing in memory and was told of nothing. */
  const inRedis = async (deployment: Deployment) => {
    const process = deployment.process();
    const { fill } = look(process) as { fill: Fill };
    const found = await process.tier.find(fill, conditions);
    fill.abandon();
    return found && Number(found.answer.body);
  };

  it('that does not reach Redis keeps the writer from what Redis has, until a later try does', async () => {
    const { deployment, writer } = await begin();
    deployment.versions = 'lost';
    deployment.messagesWait = true;
    await deployment.write(writer);
    expect([await inRedis(deployment), await deployment.read(writer)]).toEqual([0, 1]);
    deployment.arrive();
    await jest.advanceTimersByTimeAsync(500);
    expect(await inRedis(deployment)).toBeUndefined();
    await deployment.read(deployment.process());
    expect(await inRedis(deployment)).toBe(1);
  });

  it('that does not reach Redis keeps all who are told of it from what Redis has, until they have reached it', async () => {
    const { deployment, writer, other } = await begin();
    deployment.versions = 'lost';
    await deployment.write(writer);
    expect([await inRedis(deployment), await deployment.read(other)]).toEqual([0, 1]);
    deployment.arrive();
    await jest.advanceTimersByTimeAsync(0);
    expect(await inRedis(deployment)).toBeUndefined();
  });

  it.each([
    ['an earlier one', 'unanswered', 0],
    ['the second try of an earlier one', 'lost', 500],
  ] as const)('that does not reach Redis is not carried out by the answer to %s', async (_which, fate, laterMs) => {
    const { deployment, writer } = await begin();
    deployment.messagesWait = true;
    deployment.versions = fate;
    const first = deployment.write(writer);
    await settled();
    deployment.versions = 'unanswered';
    await jest.advanceTimersByTimeAsync(laterMs);
    // Its new version is in Redis, and another process begins to read with it.
    const between = deployment.process();
    const { fill } = look(between) as { fill: Fill };
    await between.tier.find(fill, conditions);
    const seen = answer(deployment.row);
    deployment.versions = 'lost';
    await deployment.write(writer);
    deployment.arrive();
    await first;
    fill.complete(seen);
    await settled();
    expect([await inRedis(deployment), await deployment.read(writer)]).toEqual([1, 2]);
  });

  it('that is repeated leaves what was filled since it was carried out', async () => {
    const { deployment, first, writer } = await begin();
    const invalidation = await deployment.write(writer);
    await deployment.read(first);
    expect(await deployment.process().invalidations.repeat(invalidation)).toBe(true);
    expect(await inRedis(deployment)).toBe(1);
  });

  it('that is repeated after a later one revives nothing from between them', async () => {
    const { deployment, first, writer } = await begin();
    const invalidation = await deployment.write(writer);
    await deployment.read(first);
    await deployment.write(writer);
    await deployment.process().invalidations.repeat(invalidation);
    expect(await inRedis(deployment)).toBeUndefined();
  });
});
