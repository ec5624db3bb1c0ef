// Real: the caches of two processes, their invalidations and positions. Faked: Redis, NOTIFY and the clock, so that both
// can freeze, lose messages and come back at any moment.
import fc from 'fast-check';
import type { Principal, Role } from '#platform/access';
import { type CachedAnswer, callerTag, fillOf } from '#platform/cache';
import type { CachePolicy } from '#platform/routes';
import { pageRequest } from '../../../test/support/page-request.js';
import { SimulatedDeployment, type SimulatedProcess } from '../../../test/support/simulated-deployment.js';
import { CachedAnswers } from './answer-from-cache.js';
import { KnownUrls } from './known-urls.js';
import type { RequestContext } from './request-context.js';

const roles = ['member', 'admin'] as const satisfies Role[];
const tenants = ['a', 'b'];
const own: CachePolicy = { ttl: 300, scope: 'user', tags: () => ['list'] };
const shared: CachePolicy = { ttl: 300, scope: 'tenant', tags: () => ['list'] };
/** How long a write may stay unseen by those who did not make it, in milliseconds: see `InvalidationFeed`. */
const LAG_MS = 1100;

const nat = (max: number) => fc.nat(max);
const steps = fc.array(
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({ do: fc.constant('look' as const), at: nat(1), user: nat(3), own: fc.boolean() }),
    },
    { weight: 20, arbitrary: fc.record({ do: fc.constant('answer' as const), which: nat(9), fails: fc.boolean() }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('write' as const), at: nat(1), user: nat(3), alone: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('role' as const), at: nat(1), user: nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('sign in' as const), user: nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), at: nat(1), user: nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('redis' as const), frozen: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('notify' as const),
        at: nat(1),
        how: fc.constantFrom('freeze', 'thaw', 'lose'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 100, 500, 1500, 10_000) }),
    },
  ),
  { minLength: 40, maxLength: 90 },
);

type Process = SimulatedProcess<CachedAnswers>;

type Step = Parameters<Parameters<(typeof steps)['map']>[0]>[0][number];

const look = (at: number, user: number, own: boolean): Step[] => [{ do: 'look', at, user, own }];
const made = (at: number, user: number, own: boolean): Step[] => [
  ...look(at, user, own),
  { do: 'answer', which: 0, fails: false },
  ...look(at, user, own),
];
const write = (at: number, user: number, alone = false): Step => ({ do: 'write', at, user, alone });
const wait = (ms: 500 | 1500): Step => ({ do: 'wait', ms });
const notify = (how: 'freeze' | 'thaw' | 'lose'): Step => ({ do: 'notify', at: 1, how });

/** Sequences that chance seldom makes: each shows one rule. */
const examples: Step[][] = [
  // A user signs in a second time: the sessions differ in what they read.
  [...made(0, 0, true), { do: 'sign in', user: 0 }, ...look(0, 0, true)],
  // What was invalidated while the connection was away is not served once it is back.
  [...made(1, 0, true), notify('freeze'), write(0, 2), notify('lose'), wait(1500), wait(500), ...look(1, 0, true)],
  // A write at one process, then one at the other that concerns the writer alone: both are read at once.
  [...made(1, 0, false), notify('freeze'), write(0, 0), write(1, 0, true), ...look(1, 0, false)],
  // An invalidation reached neither Redis nor this process: what is shared is not used once it is due.
  [
    ...made(0, 0, false),
    wait(500),
    { do: 'redis', frozen: true },
    notify('freeze'),
    write(0, 2),
    { do: 'redis', frozen: false },
    wait(1500),
    ...look(1, 0, false),
  ],
];

/** A user, whose id changes with an erasure and whose session changes with the role. */
interface User {
  id: string;
  readonly tenant: string;
  role: (typeof roles)[number];
  session: number;
  /** The positions of their last writes, and the version of the last that concerns all, and of the last at all. */
  wrote?: { readonly positions: string; readonly forAll: number; readonly version: number };
}

/** What the database would answer. */
interface Body {
  readonly tenant: string;
  readonly user: string;
  readonly role: string;
  readonly version: number;
}

/** A request whose handler is running. */
interface Pending {
  readonly run: (fails: boolean) => void;
}

class Model {
  constructor(readonly deployment: SimulatedDeployment<CachedAnswers>) {}

  readonly users: User[] = [0, 1, 2, 3].map((i) => ({
    id: `user-${i}`,
    tenant: tenants[i % 2] as string,
    role: roles[i >> 1] as Role & User['role'],
    session: 1,
  }));
  readonly pending: Pending[] = [];
  readonly joined: Promise<unknown>[] = [];
  served = 0;
  private version = 0;
  /** Acknowledged writes by tenant: when, at which process, and their versions. */
  private readonly writes: {
    tenant: string;
    writer: string | undefined;
    version: number;
    at: number;
    process: Process;
  }[] = [];

  look(process: Process, user: User, policy: CachePolicy): void {
    const { id, tenant, role, session } = user;
    const acknowledged = this.oldestAllowed(process, user, policy);
    const principal: Principal = {
      ...{ kind: 'member', id, name: '', permissions: new Set<string>(), tenantId: tenant },
      session: { id: `s${session}`, role },
    };
    const admitted = () => user.id === id && user.session === session;
    const check = (sent: string | undefined) => {
      if (sent === undefined) return;
      this.served += 1;
      expect(admitted()).toBe(true);
      const body = JSON.parse(sent) as Body;
      expect([body.tenant, body.role]).toEqual([tenant, role]);
      if (policy.scope === 'user') expect(body.user).toBe(`${id} ${session}`);
      expect(body.version).toBeGreaterThanOrEqual(acknowledged);
    };
    const { context, raw, response, sent } = pageRequest(
      tenant,
      user.wrote && { 'palier-wrote': user.wrote.positions },
    );
    const admitAgain = () => {
      if (!admitted()) throw new Error('refused');
    };
    const answered = process.answers.answer(policy, context as unknown as RequestContext, { principal, admitAgain });
    const goOn = (done: boolean) => {
      if (done) return check(sent());
      const fill = fillOf(raw);
      // The handler reads the database at once, and its answer takes a while.
      const body: Body = {
        tenant,
        role,
        user: policy.scope === 'user' ? `${id} ${session}` : '',
        version: this.version,
      };
      this.pending.push({
        run: (fails) => {
          if (!fails) fill?.complete(answer(body));
          response.close();
        },
      });
    };
    if (answered instanceof Promise) this.joined.push(answered.then(goOn, () => expect(admitted()).toBe(false)));
    else goOn(answered);
  }

  /** @param tags none where the write concerns its writer alone; resolves once it is acknowledged */
  async write(process: Process, user: User, tags: readonly string[]): Promise<void> {
    this.version += 1;
    const { version } = this;
    if (tags.length > 0) await this.deployment.settle(process.commit(user.tenant, tags));
    const earlier = user.wrote ? [user.wrote.positions] : [];
    const positions = process.writes.afterWrite(user.tenant, user.id, earlier);
    const writer = tags.length > 0 ? undefined : user.id;
    user.wrote = { positions, version, forAll: writer ? (user.wrote?.forAll ?? 0) : version };
    this.writes.push({ tenant: user.tenant, writer, version, at: performance.now(), process });
  }

  async wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 200) {
      jest.advanceTimersByTime(Math.min(left, 200));
      await this.deployment.settle();
    }
  }

  /** The oldest version that an answer to this user may hold. */
  private oldestAllowed(process: Process, { id, tenant, wrote }: User, { scope }: CachePolicy): number {
    const due = performance.now() - LAG_MS;
    const known = this.writes
      .filter((each) => each.tenant === tenant && (each.process === process || each.at < due))
      .filter(({ writer }) => writer === undefined || (scope === 'user' && writer === id));
    const mine = (scope === 'user' ? wrote?.version : wrote?.forAll) ?? 0;
    return Math.max(mine, ...known.map(({ version }) => version));
  }
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

it('serves a member nothing of another, nothing older than their own writes, nor than others’ of a second ago', async () => {
  let served = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const model = new Model(await SimulatedDeployment.start(CachedAnswers, KnownUrls));
      for (const step of all) {
        const process = model.deployment.processes['at' in step ? step.at : 0] as Process;
        const user = model.users['user' in step ? step.user : 0] as User;
        if (step.do === 'look') model.look(process, user, step.own ? own : shared);
        if (step.do === 'answer') model.pending.splice(step.which % (model.pending.length || 1), 1)[0]?.run(step.fails);
        if (step.do === 'write') await model.write(process, user, step.alone ? [] : ['list']);
        if (step.do === 'role') {
          await model.write(process, user, ['list', callerTag(user.id)]);
          Object.assign(user, { role: roles[1 - roles.indexOf(user.role)], session: user.session + 1 });
        }
        if (step.do === 'sign in') user.session += 1;
        if (step.do === 'erase') {
          await model.write(process, user, ['list', callerTag(user.id)]);
          Object.assign(user, { id: `${user.id}'`, wrote: undefined });
        }
        if (step.do === 'redis') model.deployment.redisFrozen = step.frozen;
        if (step.do === 'notify') process.notifications[step.how]();
        if (step.do === 'wait') await model.wait(step.ms);
        await model.deployment.settle();
      }
      for (const { run } of model.pending) run(true);
      await model.deployment.settle(Promise.all(model.joined));
      served += model.served;
      await model.deployment.end();
    }),
    { numRuns: 60, examples: examples.map((each) => [each]) },
  );
  // Otherwise the rules were not tried.
  expect(served).toBeGreaterThan(50);
});

function answer(body: Body): CachedAnswer {
  const text = JSON.stringify(body);
  return { body: text, etag: `"${text.length}"`, contentType: 'application/json', encoding: undefined, headers: [] };
}
