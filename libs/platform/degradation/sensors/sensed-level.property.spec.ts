// Real: the rules of every sensor. Faked: the readings and the clock.
import fc from 'fast-check';
import { propertyRuns } from '../../../../test/support/property-runs.js';
import { type Level, SensedLevel } from './sensed-level.js';
import { type Sensor, sensors } from './sensors.js';

interface Step {
  readonly reading: number | undefined;
  readonly afterMs: number;
}

const nothing: fc.Arbitrary<Step['reading']> = fc.constantFrom(
  undefined,
  Number.NaN,
  -1,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
const levels = [1, 2, 3, 4] as const;

/** Readings around the thresholds of a sensor, in stretches, so that some of them last. */
function steps({ thresholds, everyMs }: Sensor): fc.Arbitrary<Step[]> {
  const edges = Object.values(thresholds).flatMap(({ up, down }) => [up, down, Math.max(0, down - 0.1), up + 1]);
  const reading = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, ...edges) }, { weight: 1, arbitrary: nothing });
  const after = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: everyMs * 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, -86_400_000, 86_400_000, Number.NaN) },
  );
  const stretch = fc.tuple(reading, fc.array(after, { minLength: 1, maxLength: 30 }));
  return fc
    .array(stretch, { maxLength: 20 })
    .map((all) => all.flatMap(([reading, afters]) => afters.map((afterMs) => ({ reading, afterMs }))));
}

const isReading = (reading: number | undefined): reading is number =>
  reading !== undefined && Number.isFinite(reading) && reading >= 0;

/** For how long readings up to the last were all as asked, without the time that leaps and what is no reading take. */
function lasted({ apartMs }: Sensor, said: readonly Step[], asked: (reading: number) => boolean): number {
  let total: number | undefined;
  for (const { reading, afterMs } of said) {
    if (!isReading(reading)) continue;
    const counts = afterMs > 0 && afterMs <= apartMs;
    if (!asked(reading)) total = undefined;
    else total = total === undefined ? 0 : total + (counts ? afterMs : 0);
  }
  return total ?? -1;
}

describe.each(sensors.map((sensor) => [sensor.name, sensor] as const))('the level that %s calls for', (_, sensor) => {
  it('changes only after what must last, upward at once, downward by one', () => {
    fc.assert(
      fc.property(steps(sensor), (all) => {
        const sensed = new SensedLevel(sensor);
        let now = 1e9;
        sensed.take(0, now);
        let changedAt = 0;
        for (const [i, { reading, afterMs }] of all.entries()) {
          const before = sensed.level;
          now += Number.isNaN(afterMs) ? 0 : afterMs;
          const changed = sensed.take(reading, Number.isNaN(afterMs) ? Number.NaN : now);
          const { level } = sensed;
          expect(changed).toBe(level !== before);
          if (!isReading(reading)) {
            expect(level).toBe(before);
            continue;
          }
          const said = all.slice(0, i + 1);
          const highest = levels.findLast((each) => {
            const { up = Number.POSITIVE_INFINITY } = sensor.thresholds[each] ?? {};
            return lasted(sensor, said, (one) => one >= up) >= sensor.lastsMs.up;
          });
          if (highest && highest > before) expect(level).toBe(highest);
          else if (level !== before) {
            expect(level).toBe(before - 1);
            const next = levels.find((each) => each >= before && sensor.thresholds[each]);
            const { down = 0 } = (next && sensor.thresholds[next]) || {};
            const since = all.slice(changedAt, i + 1);
            expect(lasted(sensor, since, (one) => one < down)).toBeGreaterThanOrEqual(sensor.lastsMs.down);
          }
          if (level !== before) changedAt = i + 1;
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('goes back to 0 when all is well, by one level each time', () => {
    const sensed = new SensedLevel(sensor);
    const [top] = levels.filter((level) => sensor.thresholds[level]).slice(-1);
    let now = 0;
    const seen: Level[] = [];
    const take = (reading: number, ms: number) => {
      for (const until = now + ms; now < until; now += sensor.everyMs) {
        if (sensed.take(reading, now)) seen.push(sensed.level);
      }
    };
    take(sensor.thresholds[top ?? 1]?.up ?? 0, sensor.lastsMs.up + 2 * sensor.everyMs);
    expect(seen).toEqual([top]);
    take(0, 5 * (sensor.lastsMs.down + sensor.everyMs));
    expect(seen).toEqual(([4, 3, 2, 1, 0] as const).filter((level) => level <= (top ?? 0)));
  });

  it('has thresholds that rise with the level, and are left below where they are reached', () => {
    const known = levels.flatMap((level) => sensor.thresholds[level] ?? []);
    expect(known.map(({ up }) => up)).toEqual(known.map(({ up }) => up).sort((a, b) => a - b));
    expect(known.map(({ down }) => down)).toEqual(known.map(({ down }) => down).sort((a, b) => a - b));
    for (const { up, down } of known) expect(down).toBeLessThanOrEqual(up);
    expect(sensor.apartMs > sensor.everyMs).toBe(true);
  });
});
