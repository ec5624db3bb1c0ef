// Real: the API and its workers over their own PostgreSQL. Faked: the events, which SQL wrote, the time zones, and for naive models
// what they are compared with.

import fc from 'fast-check';
import { Asker } from '../../../test/support/questions.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const [MINUTE, DAY] = [60_000, 86_400_000];

/** Weeks in which clocks are put forward or back, by whole hours or by half of one; or never, at half past or at noon. */
const zones: readonly [timeZone: string, monday: string][] = [
  ['Europe/Paris', '2026-03-23'],
  ['Europe/Paris', '2025-10-20'],
  ['America/St_Johns', '2026-03-02'],
  ['Australia/Lord_Howe', '2026-03-30'],
  ['Australia/Lord_Howe', '2025-09-29'],
  ['America/Santiago', '2025-09-01'],
  ['Asia/Kolkata', '2026-01-05'],
  ['Pacific/Apia', '2026-01-05'],
];

/** Ids of which every two are in order. */
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

interface Happened {
  readonly subject: string | null;
  readonly name: string;
  readonly ms: number;
  readonly id: string;
}

/** Around midnights of a zone, an hour, and the limits of `within`: close together, and often at once. */
const happened = fc.record({
  subject: fc.constantFrom('a', 'b', 'c', null),
  name: fc.constantFrom('x', 'y', 'z'),
  // Most on one day.
  day: fc.oneof(fc.constant(0), fc.integer({ min: -1, max: 28 })),
  ms: fc.constantFrom(-1, 0, 1, MINUTE - 1, MINUTE, MINUTE + 1, 90 * MINUTE, DAY / 2),
});
const asked = fc.record({
  zone: fc.nat(zones.length - 1),
  weeks: fc.integer({ min: 1, max: 4 }),
  events: fc.array(happened, { maxLength: 60, size: 'max' }),
  steps: fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 2, maxLength: 5 }),
  within: fc.constantFrom(60, 60, 90 * 60, 86_400, 31 * 86_400),
  name: fc.constantFrom(undefined, 'x'),
});

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** When a day begins, found by looking at clocks: no arithmetic of time zones. */
function beginningOf(day: string, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone });
  const around = Date.parse(`${day}T00:00Z`);
  for (let ms = around - 16 * 60 * MINUTE; ; ms += 15 * MINUTE) if (clock.format(ms) >= day) return ms;
}

/** Follows each subject by itself. */
function funnelOf(events: readonly Happened[], steps: readonly string[], within: number): number[] {
  const counts = steps.map(() => 0);
  for (const own of Map.groupBy(events, ({ subject }) => subject).values()) {
    const inOrder = own.toSorted((a, b) => a.ms - b.ms || (a.id < b.id ? -1 : 1));
    let [step, begun] = [0, 0];
    for (const { name, ms } of inOrder) {
      if (name !== steps[step] || (step > 0 && ms - begun > within * 1000)) continue;
      if (step === 0) begun = ms;
      counts[step] = (counts[step] ?? 0) + 1;
      step += 1;
    }
  }
  return counts;
}

/** Who was there, week by week. */
function cohortsOf(events: readonly Happened[], starts: readonly number[]): [number, number[]][] {
  const present = starts.map((start, i) => {
    const those = events.filter(({ ms }) => ms >= start && ms < (starts[i + 1] ?? Number.POSITIVE_INFINITY));
    return new Set(those.map(({ subject }) => subject));
  });
  return present.map((week, i) => {
    const first = [...week].filter((subject) => !present.slice(0, i).some((earlier) => earlier.has(subject)));
    return [first.length, present.slice(i + 1).map((later) => first.filter((subject) => later.has(subject)).length)];
  });
}

it('counts as naive models do, whatever comes at once, in disorder, and while clocks change', async () => {
  const askers = new Map<string, Asker>();
  for (const [zone] of zones) if (!askers.has(zone)) askers.set(zone, await Asker.in(api, zone));
  await fc.assert(
    fc.asyncProperty(asked, async ({ zone, weeks, events: sent, steps, within, name }) => {
      const [timeZone, monday] = zones[zone] as (typeof zones)[number];
      const asker = askers.get(timeZone) as Asker;
      await runSql(api.database.adminUrl, `delete from analytics.events where tenant_id = '${asker.tenant.id}'`);
      const all = sent.map(({ day, ms, ...event }, i): Happened => {
        // Ids that are not in the order of writing.
        return { ...event, ms: beginningOf(plusDays(monday, day), timeZone) + ms, id: idOf((i * 37) % 61) };
      });
      await asker.write(all.map(({ ms, ...event }) => ({ ...event, at: new Date(ms).toISOString() })));

      const starts = Array.from({ length: weeks + 1 }, (_, i) => beginningOf(plusDays(monday, 7 * i), timeZone));
      const counted = all.filter(
        ({ subject, ms }) => subject !== null && ms >= (starts[0] as number) && ms < (starts[weeks] as number),
      );
      const days = { from: monday, to: plusDays(monday, 7 * weeks - 1) };
      const [funnel, retention] = await Promise.all([
        asker.ask('funnels', { ...days, steps, within }),
        asker.ask('retention', { ...days, name }),
      ]);
      expect(funnel.json().steps).toEqual(
        funnelOf(counted, steps, within).map((subjects, i) => ({ name: steps[i], subjects })),
      );
      const named = counted.filter((event) => name === undefined || event.name === name);
      expect(retention.json().cohorts).toEqual(
        cohortsOf(named, starts.slice(0, -1)).map(([subjects, returned], i) => {
          return { week: plusDays(monday, 7 * i), subjects, returned };
        }),
      );
    }),
    { numRuns: 40 },
  );
});
