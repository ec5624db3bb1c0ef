// Real: two APIs over one PostgreSQL like two processes, sockets, a redis-server that is killed. Faked: nothing.
import { Database } from '#platform/database';
import { idAt, newId, uuidTime } from '#platform/ids';
import { EventStreams, Realtime, type Topic, Topics, topicOf } from '#platform/realtime';
import { TenantDirectory } from '#platform/tenancy';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type EventStream, openEventStream } from '../../../../test/support/event-stream.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../../test/support/signed-in.js';
import { runSql } from '../../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';

interface Process {
  readonly api: TestApp;
  readonly url: string;
}
type Tenant = Awaited<ReturnType<typeof freshTenant>>;

let redis: RedisServer | undefined;
let one: Process;
let two: Process;
let shop: Tenant;
let user: SignedIn;
const opened: EventStream[] = [];
const processes: TestApp[] = [];

async function start(shared?: TestApp): Promise<Process> {
  const api = await startTestApp(redis ? { redisUrl: redis.url } : {}, shared?.database);
  processes.push(api);
  return { api, url: await api.listen() };
}

async function begin(): Promise<void> {
  one = await start();
  two = await start(one.api);
  shop = await freshTenant(one.api);
  await two.api.app.get(TenantDirectory).refresh();
}

async function beginTest(): Promise<void> {
  user = await until(() => signedIn(one.api, shop, 'member').catch(unlessRedisIsAway));
  // A client resumes from two seconds before what it has, and an id without an event may be a second old.
  await until(() => [one, two].every((process) => reaches(process, Date.now() - 4000)));
}

/** A Redis that a test has killed holds the sessions, too: connections to it open a moment after its start. */
function unlessRedisIsAway(error: Error): undefined {
  if (!error.message.includes('sessions_unavailable')) throw error;
}

function endTest(): void {
  for (const stream of opened.splice(0)) stream.abort();
}

async function end(): Promise<void> {
  for (const api of processes.splice(0).reverse()) await api.close();
  await redis?.stop();
  redis = undefined;
}

const reaches = ({ api }: Process, since: number) => api.app.get(Topics).history.reaches(since);

async function follow({ url }: Process, { token }: Pick<SignedIn, 'token'>, seen?: string): Promise<EventStream> {
  const headers = { authorization: `Bearer ${token}`, ...(seen !== undefined && { 'last-event-id': seen }) };
  const stream = await openEventStream(`${url}/v1/events`, headers);
  opened.push(stream);
  return stream;
}

/** Publishes on a process. @param n says which message it is */
const publish = ({ api }: Process, topic: Topic, n: number) =>
  api.app.get(Database).transaction({ tenantId: shop.id }, async (tx) => {
    api.app.get(Realtime).publish(tx, topic, { name: 'test.changed', data: { n } });
  });
const mine = () => topicOf.user(shop.id, user.id);
const numbers = async (stream: EventStream, count: number) => {
  const seen: unknown[] = [];
  while (seen.length < count) seen.push((await stream.next())?.data.n);
  return seen;
};

/** What holds whatever carries the messages. */
function delivers(): void {
  it('carry a message to the clients of every process, once it is committed', async () => {
    const streams = await Promise.all([one, two].map((process) => follow(process, user)));
    const { headers } = (streams[0] as EventStream).response;
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    const failed = one.api.app.get(Database).transaction({ tenantId: shop.id }, async (tx) => {
      one.api.app.get(Realtime).publish(tx, mine(), { name: 'test.changed', data: { n: 0 } });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await publish(two, mine(), 1);
    await publish(two, topicOf.tenant(shop.id), 2);
    for (const stream of streams) expect(await numbers(stream, 2)).toEqual([1, 2]);
  });

  it('let who hears of a change read it at any process at once', async () => {
    const stream = await follow(two, user);
    const read = (headers = {}) => callAs(two.api, user.token, 'GET', '/v1/me', undefined, headers);
    for (let n = 1; n <= 5; n += 1) {
      await until(async () => String((await read()).headers['cache-status']).includes('; hit'));
      const name = `Name ${n}`;
      await callAs(one.api, user.token, 'PATCH', '/v1/me', { name }, { 'if-match': '*' });
      const heard = await stream.next();
      expect(heard).toMatchObject({
        event: 'profile.changed',
        data: { wrote: expect.stringMatching(/^[\w.-]{31,}$/) },
      });
      expect((await read({ 'palier-wrote': heard?.data.wrote })).json().name).toBe(name);
    }
  });

  it('carry none to another user or tenant', async () => {
    const [other, elsewhere] = [await signedIn(one.api, shop, 'owner'), await freshTenant(one.api)];
    const stranger = await signedIn(one.api, elsewhere, 'owner');
    const streams = await Promise.all([other, stranger].map((each) => follow(one, each)));
    const [own, there] = [await follow(one, user), await follow(two, user)];
    for (const topic of [mine(), topicOf.store(shop.id), topicOf.operation(shop.id, newId())])
      await publish(one, topic, 1);
    await publish(one, topicOf.tenant(shop.id), 2);
    await publish(one, topicOf.tenant(elsewhere.id), 3);
    // At the other process too, whose clients in the next test would receive it otherwise.
    for (const stream of [own, there]) expect(await numbers(stream, 2)).toEqual([1, 2]);
    expect(await Promise.all(streams.map((stream) => numbers(stream, 1)))).toEqual([[2], [3]]);
  });

  it('let a client resume at another process, with what it has missed and without what it has', async () => {
    const first = await follow(one, user);
    await publish(one, mine(), 1);
    const seen = await first.next();
    first.abort();
    await publish(one, mine(), 2);
    await publish(one, mine(), 3);
    const again = await follow(two, user, seen?.id);
    await publish(one, mine(), 4);
    const got: unknown[] = [];
    while (got.at(-1) !== 4) {
      const event = await again.next();
      expect(event?.event).toBe('test.changed');
      got.push(event?.data.n);
    }
    expect(got.slice(-3)).toEqual([2, 3, 4]);
    expect(got).not.toContain(undefined);
  });

  it('let a client that received nothing resume from the id of the beat', async () => {
    const quiet = await follow(one, user);
    const nothing = quiet.next();
    // Of a time from which on the other process has everything: a beat may be seconds old.
    const id = await until(() => {
      one.api.app.get(EventStreams).beat();
      const last = quiet.lastId();
      return last && reaches(two, uuidTime(last) - 2000) ? last : undefined;
    });
    quiet.abort();
    await nothing.catch(() => undefined);
    await publish(one, mine(), 5);
    const again = await follow(two, user, id);
    await until(async () => (await again.next())?.data.n === 5);
  });

  it('reset a client whose place is no longer known, and nobody else', async () => {
    const first = await follow(one, user);
    await publish(one, mine(), 1);
    expect(await numbers(first, 1)).toEqual([1]);
    const lost = await follow(one, user, idAt(Date.now() - 600_000));
    const others = await Promise.all([undefined, 'nonsense', '17'].map((seen) => follow(one, user, seen)));
    const reset = await lost.next();
    expect(reset).toMatchObject({ event: 'reset', data: {} });
    await publish(one, mine(), 2);
    for (const stream of [lost, ...others]) expect(await numbers(stream, 1)).toEqual([2]);
  });
}

describe('events by PostgreSQL', () => {
  beforeAll(begin);
  beforeEach(beginTest);
  afterEach(endTest);
  afterAll(end);

  delivers();

  it('reset every client when notifications may have been lost', async () => {
    const streams = await Promise.all([one, two].map((process) => follow(process, user)));
    await runSql(
      one.api.database.adminUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'palier listen' and datname = current_database()`,
    );
    for (const stream of streams) expect((await stream.next())?.event).toBe('reset');
    await publish(two, mine(), 1);
    for (const stream of streams) await until(async () => (await stream.next())?.data.n === 1);
  });

  it('reset a client that resumes at a process which just started', async () => {
    const seen = newId();
    const three = await start(one.api);
    expect((await (await follow(three, user, seen)).next())?.event).toBe('reset');
  });

  it('tell a user of a change of the profile, by themselves or by others', async () => {
    const owner = await signedIn(one.api, shop, 'owner');
    const person = await signedIn(one.api, shop, 'member');
    const stream = await follow(two, person);
    await callAs(one.api, person.token, 'PATCH', '/v1/me', { name: 'Another' }, { 'if-match': '*' });
    expect(await stream.next()).toMatchObject({ event: 'profile.changed', data: {} });
    // A change of the role also ends the stream, perhaps before it tells of the change.
    await callAs(one.api, owner.token, 'PATCH', `/v1/members/${person.id}`, { name: 'Third' }, { 'if-match': '*' });
    expect(await stream.next()).toMatchObject({ event: 'profile.changed', data: {} });
  });
});

needs('redis-server')('events by Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
    await begin();
  });
  beforeEach(beginTest);
  afterEach(endTest);
  afterAll(end);

  delivers();

  it('let a client resume at a process that started after it', async () => {
    const first = await follow(one, user);
    await publish(one, mine(), 1);
    const seen = await first.next();
    await publish(one, mine(), 2);
    expect((await first.next())?.data.n).toBe(2);
    const three = await start(one.api);
    const again = await follow(three, user, seen?.id);
    await until(async () => (await again.next())?.data.n === 2);
  });

  it('reset every client when Redis lost what it had, and go on', async () => {
    const streams = await Promise.all([one, two].map((process) => follow(process, user)));
    await redis?.kill();
    await publish(one, mine(), 1);
    await redis?.restart();
    for (const stream of streams) expect((await stream.next())?.event).toBe('reset');
    await until(async () => {
      await publish(two, mine(), 2);
      return (await streams[0]?.next())?.data.n === 2;
    });
  });
});
