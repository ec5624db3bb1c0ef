import { setTimeout as pause } from 'node:timers/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The metrics of this process: there is one process, so there is one. */
export const registry = new Registry();

let collecting = false;

/** Adds CPU, memory, garbage collection and event-loop delay, once. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry });
}

/** One value of a gauge with its labels. */
export interface GaugeReading {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/**
 * Declares a gauge that is read when Prometheus asks. A second declaration of a name replaces the
 * first, as when an application is built anew in one process.
 *
 * @param name as in `palier_database_connections`
 * @param read the value, or one value a set of labels
 */
export function gauge(name: string, help: string, read: () => number | readonly GaugeReading[]): void {
  registry.removeSingleMetric(name);
  const first = read();
  const labelNames = typeof first === 'number' ? [] : [...new Set(first.flatMap(({ labels }) => Object.keys(labels)))];
  registry.registerMetric(
    new Gauge({
      name,
      help,
      labelNames,
      registers: [],
      collect() {
        const readings = read();
        if (typeof readings === 'number') return this.set(readings);
        this.reset();
        for (const { labels, value } of readings) this.set(labels, value);
      },
    }),
  );
}

/** Milliseconds that a scrape waits for one gauge. */
const PATIENCE_MS = 2000;

/**
 * As `gauge`, for values that must be asked for. What does not come in two seconds, or fails, is
 * left out of that scrape.
 *
 * @param label the name of its one label
 * @param read one value a value of the label
 */
export function sampledGauge(
  name: string,
  help: string,
  label: string,
  read: () => Promise<ReadonlyMap<string, number>>,
): void {
  registry.removeSingleMetric(name);
  registry.registerMetric(
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [],
      async collect() {
        const late = pause(PATIENCE_MS, new Map<string, number>(), { ref: false });
        const readings = await Promise.race([read(), late]).catch(() => new Map<string, number>());
        this.reset();
        for (const [value, reading] of readings) this.set({ [label]: value }, reading);
      },
    }),
  );
}
