// Real: the clock. Faked: the monotonic clock of its process, and what the primary says.
import fc from 'fast-check';
import { PrimaryClock } from './primary-clock.js';

const MINUTE = 60_000;

it('is the clock of the process until the primary was asked', () => {
  const clock = new PrimaryClock();
  const before = Date.now();
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.latest()).toBeLessThanOrEqual(Date.now());
});

it('never stamps a write too early, nor takes a time of the primary for past too early, for any delays, offsets and slews', () => {
  const answer = fc.record({ pause: fc.nat(5000), there: fc.nat(300), back: fc.nat(300) });
  const offset = fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE });
  // What chrony does to a clock at most as it is delivered, to both in opposite directions.
  const slew = fc.constantFrom(0, 1.0833 / 0.9167 - 1, 0.9167 / 1.0833 - 1);
  const answers = fc.array(answer, { minLength: 1 });
  fc.assert(
    fc.property(offset, slew, answers, fc.nat(MINUTE), (ahead, faster, answered, later) => {
      const begun = 1_000_000;
      let now = begun;
      const there = (at: number) => at + ahead + (at - begun) * faster;
      const clock = new PrimaryClock(() => now);
      const holds = () => {
        expect(clock.latest()).toBeGreaterThanOrEqual(there(now));
        expect(clock.passed(there(now))).toBeGreaterThanOrEqual(now);
      };
      for (const { pause, there: way, back } of answered) {
        const askedAt = now + pause;
        now = askedAt + way + back;
        clock.note(askedAt, now, there(askedAt + way));
        holds();
      }
      now += later;
      holds();
    }),
  );
});

it('uses the answer that came fastest, and follows a clock that is set', () => {
  let now = 0;
  const clock = new PrimaryClock(() => now);
  const ask = (delay: number, time: number) => {
    clock.note(now, now + delay, time);
    now += delay;
  };
  ask(2, 5001);
  ask(80, 5080);
  expect(clock.now()).toBe(5082);
  ask(2, now + 1 + 65_000);
  expect(clock.now()).toBe(now + 65_000);
});
