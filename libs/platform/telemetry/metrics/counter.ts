import { Counter } from 'prom-client';
import { registry } from './registry.js';

/** A count that only grows. */
export class Tally {
  count = 0;

  add(n = 1): void {
    this.count += n;
  }
}

/** A counter with one label. The caller gets the tally of a value once and keeps it. */
export class LabelledCounter {
  private readonly tallies = new Map<string, Tally>();

  constructor(name: string, help: string, label: string) {
    const { tallies } = this;
    registry.removeSingleMetric(name);
    registry.registerMetric(
      new Counter({
        name,
        help,
        labelNames: [label],
        registers: [],
        collect() {
          this.reset();
          for (const [value, { count }] of tallies) this.inc({ [label]: value }, count);
        },
      }),
    );
  }

  /** The tally of one value of the label. The values must be few and known beforehand. */
  of(value: string): Tally {
    let tally = this.tallies.get(value);
    if (!tally) {
      tally = new Tally();
      this.tallies.set(value, tally);
    }
    return tally;
  }
}

/**
 * Declares a counter; counting costs one addition.
 *
 * @param name such as `palier_mails_sent_total`
 * @param label the name of its only label
 */
export function counter(name: string, help: string, label: string): LabelledCounter {
  return new LabelledCounter(name, help, label);
}
