// A thousand riders with a thousand rides each: how long the profile, the history, one ride, its track, statistics, records and
// recommendations take, computed each time. Fails where an answer is not true; times that miss their aim are told.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { encodeTrack } from '../../dist/libs/rides/tracks/track-code.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { measure } from './campus/measure.mjs';
import { openDeployment } from './deployment/deployment.mjs';
import { riderId, seed } from './rides/seed.mjs';

const { values } = parseArgs({ options: { riders: { type: 'string', default: '1000' } } });
const [RIDERS, RIDES] = [Number(values.riders), 1000];
/** Of the 95th percentile, milliseconds. */
const AIMS = { profile: 10, history: 20, 'one ride': 30, statistics: 25, recommendations: 60 };
const [RATE, SECONDS] = [20, 15];
/** Questions of a kind one after another: with as many at the rate each rider asks once, before an answer is kept. */
const MOST = RATE * SECONDS;
const startedAt = Date.now();
const DEADLINE = startedAt + 14 * 60_000;
const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
function inTime() {
  if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
}

const deployment = await openDeployment({});
const clients = [0, 1].map(() => new pg.Client({ connectionString: deployment.urls.admin }));
let held = true;
try {
  await Promise.all(clients.map((client) => client.connect()));
  const [client] = clients;
  const about = { slug: 'club', name: 'Club', product: 'velo', plan: 'enterprise' };
  const { id: tenantId } = await deployment.get(Tenants).create(about);
  await seed(clients, tenantId, { riders: RIDERS, rides: RIDES, track: trackOfAnHour() }, inTime);
  await client.query('vacuum analyze rides.rides, rides.tracks');
  await client.query('checkpoint');
  const { rows: sizes } = await client.query(`select pg_size_pretty(sum(pg_total_relation_size(oid))) as size
    from pg_class where relnamespace = 'rides'::regnamespace and relkind = 'r'`);
  console.log(`${RIDERS * RIDES} rides after ${seconds()} s; the tables take ${sizes[0].size}.`);
  const { rows: totals } = await client.query(
    'select user_id as rider, sum(distance)::float8 as distance, max(distance) as longest from rides.rides group by 1 order by 1',
  );
  const { rows: tracked } = await client.query(
    'select distinct on (user_id) user_id as rider, ride_id as id from rides.tracks order by 1, 2',
  );
  // It knows the tenants of its start.
  await deployment.killApi();
  await deployment.startApi();
  const issuer = deployment.get(AccessTokens);
  const signIn = async () => {
    const tokens = [];
    for (let n = 0; n < RIDERS; n += 1) {
      const session = { tenantId, userId: riderId(n), id: uuidv7(), role: 'member', name: 'Rider' };
      tokens.push((await issuer.issue(session, about.slug, uuidv7())).accessToken);
    }
    return tokens;
  };
  for (const [group, kinds] of Object.entries(questionsOf(totals, tracked))) {
    inTime();
    const asking = { url: `${deployment.url}/v1/rides`, tokens: await signIn(), kinds, paging: '', aim: AIMS[group] };
    console.log(`${group}, one after another:`);
    held = (await measure({ ...asking, rate: RATE, seconds: SECONDS, most: MOST, name: group })) && held;
  }
} finally {
  await Promise.allSettled(clients.map((client) => client.end()));
  await deployment.close();
}
console.log(`${held ? 'Every answer was true' : 'Not every answer was true: see above'}; ${seconds()} s.`);
process.exitCode = held ? 0 : 1;

/** A ride of an hour with all that is measured. */
function trackOfAnHour() {
  const points = Array.from({ length: 3600 }, (_, second) => ({
    at: second * 1000,
    latitude: 48.1 + second * 0.00005 + Math.sin(second / 40) / 2000,
    longitude: -1.6 + Math.cos(second / 60) / 1000,
    elevation: 40 + Math.sin(second / 100) * 20,
    heartRate: 120 + (second % 40),
    power: 150 + (second % 100),
    cadence: 80 + (second % 9),
  }));
  return encodeTrack(points, { from: 'positions', metres: Float64Array.from(points, (_, second) => second * 7) });
}

/** What riders ask, each in turn. */
function questionsOf(totals, tracked) {
  let asked = 0;
  const question = (pathOf, faultOf) => () => {
    asked += 1;
    const by = (asked * 7) % RIDERS;
    const fault = faultOf(totals[by]);
    return { by, path: pathOf(by), fault: (rows, _total, body) => (fault(body, rows) ? undefined : shown(body)) };
  };
  const day = () => new Date(Date.now() - (asked % 300) * 86_400_000).toISOString().slice(0, 10);
  const sumOf = (periods) => periods.reduce((sum, { distance }) => sum + distance, 0);
  const list = (query) =>
    question(
      () => `rides?${query}`,
      ({ distance }) =>
        ({ totals: all, data }) =>
          data.length === 25 && all.rides === RIDES && all.distance === distance,
    );
  return {
    profile: {
      profile: question(
        () => 'profile',
        () =>
          ({ version }) =>
            version === 0,
      ),
    },
    history: {
      'newest first': list('limit=25'),
      'the longest': list('limit=25&sort=-distance'),
      'page 20': list('page=20&pageSize=25'),
      'of a kind': question(
        () => 'rides?limit=25&kind=gravel',
        () =>
          ({ data, totals: all }) =>
            data.every(({ kind }) => kind === 'gravel') && all.rides === RIDES / 4,
      ),
    },
    'one ride': {
      ride: question(
        (by) => `rides/${tracked[by].id}`,
        () =>
          ({ figures }) =>
            figures.distance > 0,
      ),
      track: question(
        (by) => `rides/${tracked[by].id}/track`,
        () =>
          ({ seconds: at }) =>
            at.length > 100,
      ),
    },
    recommendations: {
      'with weather': question(
        () => `recommendations?temperature=33&wind=${asked % 20}`,
        () =>
          ({ recommendations }) =>
            recommendations.some(({ code }) => code === 'heat') &&
            recommendations.some(({ rideIds }) => rideIds.length > 0),
      ),
    },
    statistics: {
      'months of two years': question(
        () => `statistics?by=month&periods=24&to=${day()}`,
        () =>
          ({ periods, totals: all }) =>
            periods.length === 24 && sumOf(periods) === all.distance && all.rides > 0,
      ),
      'weeks of a year': question(
        () => `statistics?by=week&periods=52&to=${day()}`,
        () =>
          ({ periods, totals: all }) =>
            sumOf(periods) === all.distance && all.rides > 0,
      ),
      'all years': question(
        () => `statistics?by=year&periods=${5 + (asked % 100)}`,
        ({ distance }) =>
          ({ totals: all }) =>
            all.rides === RIDES && all.distance === distance,
      ),
      records: question(
        () => 'records',
        ({ longest }) =>
          ({ records }) =>
            records.find(({ record }) => record === 'distance').value === longest,
      ),
    },
  };
}

const shown = (body) => JSON.stringify(body).slice(0, 500);
