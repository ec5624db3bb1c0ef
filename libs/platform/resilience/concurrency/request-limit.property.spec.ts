// Faked: the clock.
import fc from 'fast-check';
import { propertyRuns } from '../../../../test/support/property-runs.js';
import type { Place } from './place.js';
import { RequestLimit } from './request-limit.js';
import { priorities, type Rank, shareOf } from './shares.js';

const arrives = fc.record({
  kind: fc.constant('arrives' as const),
  priority: fc.constantFrom(...priorities),
  tenantId: fc.constantFrom('a', 'b', 'c'),
});
const ends = fc.record({ kind: fc.constantFrom('answered', 'failed', 'leaves'), which: fc.nat(1000) });
const passes = fc.record({ kind: fc.constant('passes' as const), ms: fc.constantFrom(1, 30, 60, 300, 2000) });
const steps = fc.array(fc.oneof({ weight: 4, arbitrary: arrives }, { weight: 3, arbitrary: ends }, passes), {
  minLength: 1,
  maxLength: 200,
});

/** What is known of a limit from the states of its places alone. */
class Watched {
  now = 0;
  private looks: { at: number; look: () => void }[] = [];
  readonly places: Place[] = [];
  readonly limit = new RequestLimit(
    { least: 1, initial: 6, most: 12 },
    () => this.now,
    (look, ms) => void this.looks.push({ at: this.now + ms, look }),
  );

  of(state: Place['state'], rank?: Rank): Place[] {
    return this.places.filter((place) => place.state === state && (rank === undefined || place.rank === rank));
  }

  /** Places that a rank holds together with those below it. */
  heldUpTo(rank: number): number {
    return this.of('held').filter((place) => place.rank <= rank).length;
  }

  /** Whether a place waits for the share of its own tenant alone: the tenant has places, and so does another. */
  waitsForItsTenant({ share }: Place): boolean {
    return (
      this.of('held').some((held) => held.share === share) && new Set(this.places.map((each) => each.share)).size > 1
    );
  }

  shareOf(rank: number): number {
    return shareOf(priorities[rank] as 'vital', this.limit.value);
  }

  pass(ms: number): void {
    this.now += ms;
    // Each look may ask for the next one.
    for (let due = this.takeDue(); due.length > 0; due = this.takeDue()) for (const { look } of due) look();
  }

  private takeDue() {
    const due = this.looks.filter(({ at }) => at <= this.now);
    this.looks = this.looks.filter(({ at }) => at > this.now);
    return due;
  }
}

it('gives each priority its share, vital requests first, and loses no place', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const watched = new Watched();
      const { limit, places } = watched;
      for (const step of sequence) {
        const heldBefore = new Set(watched.of('held'));
        if ('priority' in step) places.push(limit.enter(step.priority, step.tenantId, step.priority));
        else if ('ms' in step) watched.pass(step.ms);
        else {
          const place = places[step.which % Math.max(1, places.length)];
          if (step.kind === 'leaves') place?.leave();
          else place?.answered(step.kind === 'failed' ? 503 : 200);
        }
        const admitted = watched.of('held').filter((place) => !heldBefore.has(place));
        for (const { rank } of admitted) {
          for (let other = rank as number; other < 3; other += 1)
            expect(watched.heldUpTo(other)).toBeLessThanOrEqual(watched.shareOf(other));
          const before = watched.of('waiting').filter((place) => place.rank > rank);
          expect(before.filter((place) => !watched.waitsForItsTenant(place))).toEqual([]);
        }
        const others = watched.of('waiting').filter((place) => !watched.waitsForItsTenant(place));
        const first = others.sort((a, b) => b.rank - a.rank)[0];
        if (first) {
          const ranks = [0, 1, 2].filter((rank) => rank >= first.rank);
          expect(ranks.some((rank) => watched.heldUpTo(rank) >= watched.shareOf(rank))).toBe(true);
        }
        expect(watched.of('waiting').filter(({ until }) => until + 50 <= watched.now)).toEqual([]);
        for (const [rank, priority] of priorities.entries()) {
          expect(limit.inUse(priority)).toBe(watched.of('held', rank as Rank).length);
          expect(limit.waiting(priority)).toBe(watched.of('waiting', rank as Rank).length);
        }
      }
      for (let held = watched.of('held'); held.length > 0; held = watched.of('held'))
        for (const place of held) place.leave();
      expect(watched.of('waiting')).toEqual([]);
    }),
    { numRuns: propertyRuns(300) },
  );
});
