// Real: the whole API and its workers, PostgreSQL, redis-server where it is installed. Faked: the time, which SQL sets
// back; the standard output; a mail server, in whose place mails are files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { JobControl } from '#platform/jobs';
import { Lifecycle, LogDestination } from '#platform/telemetry';
import { needs, type RedisServer, startRedis } from '../stack/servers.js';
import { enforceRetention } from '../support/enforce-retention.js';
import { secretsIn } from '../support/kept-secrets.js';
import { committedOperations } from '../support/openapi.js';
import { runSql } from '../support/sql.js';
import { sweepErasures } from '../support/sweep-erasures.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workersThatWork } from '../support/work.js';
import { becomingOperator, joining, operating, visiting } from './canary/account-steps.js';
import { Archives } from './canary/archives.js';
import { passing } from './canary/campus-passages-steps.js';
import { teaching } from './canary/campus-people-steps.js';
import { dismantling, structuring } from './canary/campus-steps.js';
import { measuring } from './canary/event-steps.js';
import { following } from './canary/feed-steps.js';
import { LedgerModule } from './canary/ledger.js';
import { age, chainAudit, type Found, findAll, leaks, written } from './canary/left.js';
import { making } from './canary/maker-steps.js';
import { buying, erased, journaling, leaving, managing } from './canary/member-steps.js';
import { governing, operatingAll } from './canary/operator-steps.js';
import { riding } from './canary/rider-steps.js';
import { Walk } from './canary/walk.js';
import { hearing } from './canary/webhook-steps.js';

const asOperator = { ...becomingOperator, ...governing, ...operatingAll };
const prepared = {
  ...joining,
  ...visiting,
  ...operating,
  ...managing,
  ...making,
  ...journaling,
  ...buying,
  ...riding,
  ...following,
  ...structuring,
  ...teaching,
  ...passing,
  ...dismantling,
  ...measuring,
  ...hearing,
  ...asOperator,
  ...leaving,
  ...erased,
};
const all = committedOperations.map(({ method, path }) => `${method} ${path}`);
/** Operations of a tenant that need no more than the examples of the document. */
const others = Object.fromEntries(
  all.filter((each) => !(each in prepared) && /^\w+ \/v1\/[^{}]+$/.test(each)).map((each) => [each, () => ({})]),
);
const asMember = {
  ...joining,
  ...visiting,
  ...operating,
  ...managing,
  ...making,
  ...journaling,
  ...buying,
  ...riding,
  ...following,
  ...structuring,
  ...teaching,
  ...passing,
  ...dismantling,
  ...measuring,
  ...hearing,
  ...others,
};
const steps = { ...prepared, ...others };
/** Operations that the canary does not call, and why. */
const leftOut: Readonly<Record<string, string>> = {};
/** Milliseconds for which Redis keeps from when on the sessions of a user count. */
const MARK_MS = 11 * 60_000;

it('the canary calls every operation of the document', () => {
  expect([...Object.keys(steps), ...Object.keys(leftOut)].sort()).toEqual(all.sort());
});

describe('without Redis', () => leavesNothing(async () => undefined));
needs('redis-server')('with Redis', () => leavesNothing(startRedis));

function leavesNothing(start: () => Promise<RedisServer | undefined>): void {
  let redis: RedisServer | undefined;
  let api: TestApp;
  const logged: string[] = [];
  beforeAll(async () => {
    jest.spyOn(LogDestination.prototype, 'append').mockImplementation((line) => void logged.push(line));
    redis = await start();
    const settings = { logLevel: 'info', ...(redis && { redisUrl: redis.url }) } as const;
    api = await startTestApp(settings, undefined, [...workersThatWork, LedgerModule]);
    api.app.get(Lifecycle).serve();
  });
  afterAll(async () => {
    await api?.close();
    await redis?.stop();
    jest.restoreAllMocks();
  });

  const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
  const find = ({ canary }: Walk) => findAll(canary, api.database.adminUrl, redis?.url);
  const mails = () => readdirSync(join(api.dataDir, 'mail'));
  const outbox = async () => {
    const counts = 'SELECT count(*)::int AS rows, count(*) FILTER (WHERE forwarded_at IS NULL)::int AS pending';
    const [counted] = await sql<{ rows: number; pending: number }>(`${counts} FROM platform.outbox`);
    return counted ?? { rows: 0, pending: 0 };
  };
  /** Once everything is delivered, no job is left to run, and none has added anything meanwhile. */
  const quiet = () =>
    until(async () => {
      const before = await outbox();
      const queues = await api.app.get(JobControl).queues();
      if (before.pending > 0 || queues.some(({ waiting, active }) => waiting + active > 0)) return false;
      return (await outbox()).rows === before.rows;
    });
  /** Runs the job that its schedule would run, for every erasure whose time SQL has set back. */
  const sweep = async () => {
    await sweepErasures(api);
    await quiet();
  };
  /** Asks for the erasure of both accounts, and ends it. Resolves to the mails of before their addresses went: the last one says so. */
  const erase = async (walk: Walk) => {
    const { member, operator } = walk.canary.ids;
    await walk.take(leaving);
    const asked = await walk.asOperator('POST', `/v1/members/${operator}/erasure`, { graceDays: 0 });
    expect(asked.statusCode).toBe(202);
    await quiet();
    await sweep();
    const letters = new Set(mails());
    await sweep();
    const states = `SELECT DISTINCT state FROM platform.erasures WHERE user_id IN ('${member}', '${operator}')`;
    expect(await sql(states)).toEqual([{ state: 'erased' }]);
    await walk.take(erased);
    return letters;
  };
  const ofRedis = async (found: Found) => {
    const client = new Redis(redis?.url ?? '');
    const keys = [...found.keys()].filter((place) => place.startsWith('palier:sessions:'));
    const ages = await Promise.all(keys.map((key) => client.pttl(key)));
    client.disconnect();
    return ages;
  };

  it('nothing but ids is left of a person who used all of it, once they are erased', async () => {
    const walk = await Walk.begin(api);
    const { canary } = walk;
    await walk.take({ ...asMember, ...asOperator });
    await quiet();
    // The search finds all of them while they are there, but never a password.
    const { password, ...others } = canary.needles;
    const before = new Set([...(await find(walk)).values()].flat());
    expect([...before].filter((needle) => !needle.endsWith('bytes')).sort()).toEqual(
      Object.keys(others)
        .filter((needle) => !needle.endsWith('bytes'))
        .sort(),
    );

    const archives = redis ? undefined : await Archives.take(walk);
    const lines = logged.length;
    const letters = await erase(walk);
    // Who asks for a link afterwards, or tries to sign in, is nobody.
    await walk.call('POST /v1/auth/{tenant}/password/forgot', { body: { email: canary.email } });
    const late = { email: canary.email, password: canary.password(3), deviceToken: undefined };
    expect((await walk.send('POST /v1/auth/{tenant}/login', { body: late })).statusCode).toBe(401);
    await quiet();
    await chainAudit(api.database);

    const found = await find(walk);
    expect(await leaks(found, api.database.adminUrl, false)).toEqual([]);
    expect(Object.keys(written).filter((place) => !found.has(place))).toEqual([]);
    if (redis) for (const left of await ofRedis(found)) expect([left > 0, left <= MARK_MS]).toEqual([true, true]);
    const said = logged.slice(lines);
    expect(said.length).toBeGreaterThan(2);
    const { text, request, ...own } = canary.needles;
    const names = Object.fromEntries(Object.entries(own).filter(([needle]) => !needle.startsWith('id ')));
    expect(secretsIn(said.join(''), names)).toEqual([]);
    const sent = mails().filter((name) => !letters.has(name));
    const bodies = sent.map((name) => readFileSync(join(api.dataDir, 'mail', name), 'utf8').replaceAll('=\r\n', ''));
    expect(secretsIn(bodies.join('\n'), { ...own, text: canary.text })).toEqual([]);

    if (archives) {
      const { needles, readable } = await archives.withKeysOfBefore();
      const ofIds = (needle: string) => needle.startsWith('id ');
      expect(needles.filter((each) => !ofIds(each))).toEqual([...before].filter((each) => !ofIds(each)).sort());
      // Sealed by the key of the person, and gone with it.
      const ofJournal = readable.filter((place) => /journal\.|^files/.test(place));
      expect(ofJournal).toEqual([
        expect.stringMatching(/^files\/.*\.jpg$/),
        ...['addictions', 'entries', 'entry_versions', 'profiles', 'relapses'].map((of) => `tables/journal.${of}.csv`),
      ]);
      expect(await archives.withKeysOfAfter()).toEqual(readable.filter((place) => !ofJournal.includes(place)));
    }
    await age(api.database.adminUrl);
    await enforceRetention(api.database.database);
    expect(await leaks(await find(walk), api.database.adminUrl, true)).toEqual([]);
  });
}
