// Real: the whole API over its own PostgreSQL, its routes. Faked: most events are stored by the database's function, as the
// application calls it, since clients may send none of other months.
import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { storingBatches } from '../../../test/support/staged-batches.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { EventCounts } from '../ledger/event-counts.service.js';
import type { SeriesDto } from './series.dto.js';

/** Of some the days begin at other minutes of UTC; in some clocks are changed, in Lord Howe by half an hour. */
const zones = [
  ...['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns'],
  'Australia/Lord_Howe',
];
const MINUTE = 60_000;
const names = ['app.opened', 'app.closed', 'app.paid'];
const clients = ['browser', 'mobile'];
const plans = ['free', 'pro', 'à vie', null];

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;

beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  api.inject({ method, url, headers: { authorization: `Bearer ${admin.token}` }, ...(payload && { payload }) });

/** Of up to 12 questions, which no cache answers. */
async function answersTo(...questions: object[]) {
  const answer = await call('POST', '/v1/analytics/query', { questions });
  return answer.json().data.map(({ series, breakdown, problem }: Record<string, unknown>) => {
    if (!series) return breakdown ?? problem;
    const { data, totals } = series as SeriesDto;
    // Without the units that have none, which the model does not make.
    return {
      totals,
      counted: Object.fromEntries(data.flatMap(({ start, events }) => (events > 0 ? [[start, events]] : []))),
    };
  });
}

async function tenantIn(timeZone: string): Promise<void> {
  tenant = await freshTenant(api, { timeZone });
  admin = await signedIn(api, tenant, 'admin');
}

interface Stored {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly client: string;
  readonly plan: string | null;
}

/** As the application stores a batch. */
function store(lane: number, zone: string, events: readonly Stored[]) {
  const staged = events.map(({ at, plan, ...event }) => {
    return { ...event, at: new Date(at).toISOString(), properties: plan === null ? {} : { plan } };
  });
  return runSql(api.database.appUrl, storingBatches(lane, [{ tenantId: tenant.id, zone, events: staged }]));
}

const event = fc.record({
  id: fc.uuid(),
  minute: fc.nat(7 * 24 * 60),
  name: fc.constantFrom(...names),
  client: fc.constantFrom(...clients),
  plan: fc.constantFrom(...plans),
});
const batches = fc.array(
  fc.record({ lane: fc.integer({ min: 1, max: 4 }), events: fc.array(event, { minLength: 1, maxLength: 30 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
/** Weeks in which clocks are changed, and one in which they are not. */
const weeks = ['2026-03-05', '2026-03-26', '2026-04-02', '2026-10-01', '2026-10-22', '2026-10-29', '2026-07-01'];

it('answers what a naive count answers, and the same once its days are counted anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...zones), fc.constantFrom(...weeks), batches, async (timeZone, week, sent) => {
      await tenantIn(timeZone);
      await call('PUT', `/v1/analytics/names/${names[0]}`, { properties: ['plan'] });
      const stored = new Map<string, Stored>();
      for (const { lane, events } of sent) {
        const batch = events.map(({ minute, ...of }) => ({ ...of, at: Date.parse(week) + minute * MINUTE }));
        // Once more, as a client that had no answer.
        for (const each of [batch, batch]) await store(lane, timeZone, each);
        for (const each of batch) if (!stored.has(`${each.at} ${each.id}`)) stored.set(`${each.at} ${each.id}`, each);
      }
      const model = new Model([...stored.values()], timeZone);
      const from = Temporal.PlainDate.from(week);
      const period = { from: from.toString(), to: from.add({ days: 3 }).toString() };
      const [plan, name] = ['properties.plan', names[0]];
      const questions = [
        ...['day', 'hour', 'week'].map((unit) => ({ kind: 'series', unit, ...period })),
        {
          kind: 'series',
          unit: 'hour',
          name: names[1],
          from: from.add({ days: 4 }).toString(),
          to: from.add({ days: 7 }).toString(),
        },
        ...[{}, { by: 'client' }, { by: 'client', name }, { by: plan, name }].map((of) => ({
          kind: 'breakdown',
          ...of,
          ...period,
        })),
      ];
      const expected = questions.map((question) => model.answer(question as Question));
      expect(await answersTo(...questions)).toMatchObject(expected);
      const counts = api.app.get(EventCounts);
      const days = [...new Set([...stored.values()].map(({ at }) => model.dayOf(at)))].sort();
      for (const day of days) await counts.recount(tenant.id, day);
      expect(await answersTo(...questions)).toMatchObject(expected);
      const all = { kind: 'breakdown', by: plan, name, from: week, to: from.add({ days: 8 }).toString() };
      expect(await answersTo(all)).toMatchObject([model.answer(all as Question)]);
    }),
    { numRuns: propertyRuns(12) },
  );
});

interface Question {
  readonly kind: 'series' | 'breakdown';
  readonly unit?: string;
  readonly name?: string;
  readonly by?: string;
  readonly from: string;
  readonly to: string;
}

/** Counts one by one. */
class Model {
  constructor(
    private readonly events: readonly Stored[],
    private readonly timeZone: string,
  ) {}

  dayOf(at: number): string {
    return this.local(at).toPlainDate().toString();
  }

  answer({ kind, unit = '', name, by = 'name', from, to }: Question) {
    const days = Temporal.PlainDate.from(from).until(to).days + 1;
    const earlier = { from: minus(from, days), to: minus(to, days) };
    const of = this.events.filter((each) => name === undefined || each.name === name);
    const between = (period: { from: string; to: string }) =>
      of.filter(({ at }) => this.dayOf(at) >= period.from && this.dayOf(at) <= period.to);
    const found = between({ from, to });
    if (kind === 'breakdown') return { data: sorted(found.map((each) => valueIn(each, by))), total: found.length };
    const events = new Map<string, number>();
    for (const { at } of found) add(events, this.unitOf(at, unit, from));
    return {
      counted: Object.fromEntries(events),
      ...(unit !== 'hour' && { totals: { events: found.length, before: between(earlier).length } }),
    };
  }

  private unitOf(at: number, unit: string, from: string): string {
    const local = this.local(at);
    if (unit === 'hour') {
      const { minute, second, millisecond } = local;
      return new Date(at - (minute * 60 + second) * 1000 - millisecond).toISOString();
    }
    const day = local.toPlainDate();
    if (unit === 'day') return day.toString();
    const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString();
    return monday > from ? monday : from;
  }

  private local(at: number) {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.timeZone);
  }
}

const minus = (day: string, days: number) => Temporal.PlainDate.from(day).subtract({ days }).toString();
const valueIn = (event: Stored, by: string) =>
  by === 'name' ? event.name : by === 'client' ? event.client : (event.plan ?? '');
const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

function sorted(values: readonly string[]) {
  const counts = new Map<string, number>();
  for (const value of values) add(counts, value);
  const rows = [...counts].map(([value, events]) => ({ value, events }));
  return rows.sort((a, b) => b.events - a.events || Buffer.compare(Buffer.from(a.value), Buffer.from(b.value)));
}
