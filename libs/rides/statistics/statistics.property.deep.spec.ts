// Real: the whole API, PostgreSQL, the threads that read files, a rider who signs in. Faked: nothing; what is expected is summed from
// the rides that the API answered.
import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { fitOf, knownRide } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { type RideDto, rideKinds } from '../rides/rides.dto.js';
import type { RecordsDto, StatisticsDto } from './statistics.dto.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const DAY = 86_400_000;
const zones = ['Europe/Paris', 'Pacific/Auckland', 'America/Los_Angeles', 'UTC'] as const;
const hours = fc.nat(800 * 24);
const kind = fc.constantFrom(...rideKinds);
const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), hours, distance: fc.nat(200_000), kind }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('upload' as const), hours, seconds: fc.integer({ min: 90, max: 4000 }) }),
  },
  fc.record({ do: fc.constant('trim' as const), which: fc.nat(), trimStart: fc.nat(60) }),
  fc.record({ do: fc.constant('change' as const), which: fc.nat(), kind }),
  fc.record({ do: fc.constant('delete' as const), which: fc.nat() }),
  fc.record({ do: fc.constant('move' as const), timeZone: fc.constantFrom(...zones) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
const asked = fc.record({
  by: fc.constantFrom('week' as const, 'month' as const, 'year' as const),
  periods: fc.integer({ min: 1, max: 30 }),
  until: fc.nat(900).map((days) => dayOf(days)),
  kind: fc.option(kind, { nil: undefined }),
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;
const begins = Date.UTC(2023, 11, 20);
function dayOf(days: number): string {
  return new Date(begins + days * DAY).toISOString().slice(0, 10);
}

it('statistics and records are the sums over the rides, whatever was changed', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 25 }),
      fc.array(asked, { maxLength: 6 }),
      async (changes, questions) => {
        const me = await signedIn(api, tenant, 'member');
        const rides = new Map<string, RideDto>();
        for (const each of changes) await apply(me, rides, each);
        for (const question of questions) await compare(me, [...rides.values()], question);
      },
    ),
    { numRuns: propertyRuns(4) },
  );
});

async function apply(me: SignedIn, rides: Map<string, RideDto>, change: Change): Promise<void> {
  const call = async (method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, body?: object) => {
    const answer = await callAs(api, me.token, method, `/v1/rides/${path}`, body, { 'if-match': '*' });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
    return answer;
  };
  const chosen = 'which' in change ? [...rides.values()][change.which % Math.max(1, rides.size)] : undefined;
  switch (change.do) {
    case 'write': {
      const beganAt = new Date(begins + change.hours * 3_600_000).toISOString();
      const ride = (
        await call('POST', 'rides', { beganAt, elapsedTime: 5400, distance: change.distance, kind: change.kind })
      ).json();
      rides.set(ride.id, ride);
      return;
    }
    case 'upload': {
      const plan = { latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds: change.seconds };
      const file = fitOf(knownRide({ ...plan, beganAt: begins + change.hours * 3_600_000 }));
      const answer = await api.inject({
        method: 'POST',
        url: '/v1/rides/files',
        payload: file,
        headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${me.token}` },
      });
      for (const ride of answer.json().rides) rides.set(ride.id, ride);
      return;
    }
    case 'trim':
      if (chosen?.format)
        rides.set(chosen.id, (await call('POST', `rides/${chosen.id}/trim`, { trimStart: change.trimStart })).json());
      return;
    case 'change':
      if (chosen) rides.set(chosen.id, (await call('PATCH', `rides/${chosen.id}`, { kind: change.kind })).json());
      return;
    case 'delete':
      if (!chosen) return;
      await call('DELETE', `rides/${chosen.id}`);
      rides.delete(chosen.id);
      return;
    default:
      await call('PUT', 'profile', { timeZone: change.timeZone });
  }
}

async function compare(me: SignedIn, all: RideDto[], { weekStart, by, periods, until, kind }: Asked): Promise<void> {
  const read = async (path: string) => (await callAs(api, me.token, 'GET', `/v1/rides/${path}`)).json();
  await callAs(api, me.token, 'PUT', '/v1/rides/profile', { weekStart }, { 'if-match': '*' });
  const of = kind ? `kind=${kind}` : '';
  const statistics: StatisticsDto = await read(`statistics?by=${by}&periods=${periods}&to=${until}&${of}`);
  const rides = all.filter((ride) => kind === undefined || ride.kind === kind);
  const within = (from: string, before: string) => totalsOf(rides.filter(({ day }) => day >= from && day < before));
  for (const { begins: from, ends, ...totals } of statistics.periods) expect(totals).toEqual(within(from, ends));
  const [first, last] = [statistics.periods[0], statistics.periods.at(-1)];
  expect(statistics.periods).toHaveLength(periods);
  expect(last && last.begins <= until && until < last.ends).toBe(true);
  expect(statistics.totals).toEqual(within(first?.begins ?? '', last?.ends ?? ''));
  expect(statistics.former).toEqual(within(formerBegin(first?.begins ?? '', by, periods), first?.begins ?? ''));
  if (by === 'week') for (const period of statistics.periods) expect(weekday(period.begins)).toBe(weekStart);
  const { records, daysInARow }: RecordsDto = await read(`records?${of}`);
  const shown = new Map(records.map(({ record, value, rideId }) => [record, { value, rideId }]));
  const best = (name: string, value: (ride: RideDto) => number | null, better: (a: number, b: number) => boolean) => {
    const ordered = rides.toSorted((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1));
    let found: { value: number; rideId: string } | undefined;
    for (const ride of ordered) {
      // As it is kept.
      const reached = Math.fround(value(ride) ?? 0);
      if (reached > 0 && (!found || better(reached, found.value))) found = { value: reached, rideId: ride.id };
    }
    const answered = shown.get(name as never);
    expect([name, answered && { ...answered, value: Math.fround(answered.value) }]).toEqual([name, found]);
  };
  const more = (a: number, b: number) => a > b;
  best('distance', ({ distance }) => distance, more);
  best('movingTime', ({ movingTime }) => movingTime, more);
  best('climb', ({ climb }) => climb, more);
  for (const minutes of ['1', '5', '20', '60'] as const)
    best(`power${minutes}`, ({ figures }) => figures.bestPower[minutes], more);
  for (const km of ['1', '10', '40'] as const)
    best(
      `time${km}`,
      ({ figures }) => figures.bestTime[km],
      (a, b) => a < b,
    );
  expect(daysInARow).toEqual({ current: 0, ...longestRow([...new Set(rides.map(({ day }) => day))].sort()) });
}

function totalsOf(rides: readonly RideDto[]) {
  const sum = (of: (ride: RideDto) => number) => rides.reduce((all, ride) => all + of(ride), 0);
  return {
    rides: rides.length,
    distance: sum(({ distance }) => distance),
    movingTime: sum(({ movingTime }) => movingTime),
    climb: sum(({ climb }) => climb ?? 0),
  };
}

function longestRow(days: readonly string[]) {
  let [longest, longestUntil, length]: [number, string | null, number] = [0, null, 0];
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    length = before && Date.parse(day) - Date.parse(before) === DAY ? length + 1 : 1;
    if (length >= longest) [longest, longestUntil] = [length, day];
  }
  return { longest, longestUntil };
}

function formerBegin(begin: string, by: 'week' | 'month' | 'year', periods: number): string {
  const at = new Date(`${begin}T00:00:00Z`);
  if (by === 'week') at.setUTCDate(at.getUTCDate() - 7 * periods);
  if (by === 'month') at.setUTCMonth(at.getUTCMonth() - periods);
  if (by === 'year') at.setUTCFullYear(at.getUTCFullYear() - periods);
  return at.toISOString().slice(0, 10);
}

const weekday = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase();
