import { setImmediate } from 'node:timers/promises';
import { Turns } from '#platform/turns';
import { analyticsProblems } from '../analytics.errors.js';
import { type ReadEvents, readEvents, readInSteps } from '../batches/read-events.js';

/** Bytes of a body that takes some tenths of a millisecond to read, which is read at once. */
const SMALL = 32 * 1024;
/** Larger bodies that wait to be read, at most: some seconds' work. */
const MOST_WAITING = 500;

/**
 * Reads the bodies of requests: large ones one at a time, by tenants in turn, in steps between which the event loop turns. A
 * small batch needs several turns of the loop, and waits for a step in each instead of for all bodies that have come.
 */
export class BodyReader {
  private readonly turns = new Turns({
    atOnce: 1,
    waiting: MOST_WAITING,
    waitingOfTenant: MOST_WAITING / 2,
    assumedMs: 5,
    busy: analyticsProblems.events_delayed,
  });

  /** @throws Problem what `readEvents` throws, `events_delayed` (503) where too many wait */
  async read(tenantId: string, body: Buffer, type: string): Promise<ReadEvents> {
    if (body.length <= SMALL) return readEvents(body, type, Date.now());
    return this.turns.take({ tenantId }, async () => {
      const reading = readInSteps(body, type, Date.now());
      for (;;) {
        await setImmediate();
        const step = reading.next();
        if (step.done) return step.value;
      }
    });
  }
}
