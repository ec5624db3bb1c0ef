import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { levelInForce } from './level-in-force.js';
import type { Level } from './sensors/sensed-level.js';
import { type SensorName, sensors } from './sensors/sensors.js';

const level = fc.constantFrom<Level>(0, 1, 2, 3, 4);
const sensed = fc
  .array(fc.tuple(fc.constantFrom(...sensors.map(({ name }) => name)), level))
  .map((entries) => new Map<SensorName, Level>(entries));

it('is what an operator holds, else the greatest, and names its cause', () => {
  fc.assert(
    fc.property(level, fc.boolean(), sensed, (byHand, hold, levels) => {
      const inForce = levelInForce({ level: byHand, hold }, levels);
      if (hold) return expect(inForce).toEqual({ level: byHand, cause: 'manual' });
      expect(inForce.level).toBe(Math.max(byHand, ...levels.values()));
      const of = inForce.cause === 'manual' ? byHand : inForce.cause && levels.get(inForce.cause);
      expect(of).toBe(inForce.level > 0 ? inForce.level : null);
    }),
    { numRuns: propertyRuns(200) },
  );
});
