import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, type MetricValueWithName, Registry } from 'prom-client';
import { PALIER_VERSION } from '#platform/config';
import { processLimits } from './process-limits.js';

/** The registry of the metrics of this process. */
export const registry = new Registry();

let collecting = false;

/** Adds CPU, memory, garbage collection and event-loop delay, the limits of the process, and its version, once. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry });
  // Read at each scrape: a limit can change while the process runs.
  gauge('palier_process_cpu_limit', 'Processors that the process may use', () => processLimits().cpus);
  gauge('palier_process_memory_limit_bytes', 'Memory that the process may use', () => processLimits().memoryBytes);
  const labels = { version: PALIER_VERSION, node: process.version, host: hostname() };
  gauge('palier_build_info', 'What runs, and where', () => [{ labels, value: 1 }]);
}

/**
 * The values of a metric of this process, as a scrape shows them: of a histogram its cumulative buckets, with the label `le`, its sum and
 * its count. Empty for a metric that is not declared.
 */
export async function readMetric(name: string): Promise<readonly MetricValueWithName<string>[]> {
  return ((await registry.getSingleMetric(name)?.get())?.values ?? []) as MetricValueWithName<string>[];
}

/** One value of a metric with its labels. */
export interface MetricReading {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/**
 * Declares a metric that is read at each scrape. A second declaration of a name replaces the first, as when
 * an application is created again in one process.
 *
 * @param name such as `palier_database_connections`
 * @param read returns one value for each set of labels
 */
export function declareMetric(
  kind: 'counter' | 'gauge',
  name: string,
  help: string,
  labelNames: readonly string[],
  read: () => Iterable<MetricReading> | Promise<Iterable<MetricReading>>,
): void {
  const configuration = {
    name,
    help,
    labelNames: [...labelNames],
    registers: [],
    async collect(this: { reset(): void; inc(labels: MetricReading['labels'], value: number): void }) {
      const readings = await read();
      this.reset();
      for (const { labels, value } of readings) this.inc(labels, value);
    },
  };
  registry.removeSingleMetric(name);
  registry.registerMetric(kind === 'counter' ? new Counter(configuration) : new Gauge(configuration));
}

/** Declares a gauge. @param read returns the value, or one value for each set of labels */
export function gauge(name: string, help: string, read: () => number | readonly MetricReading[]): void {
  const readings = () => {
    const found = read();
    return typeof found === 'number' ? [{ labels: {}, value: found }] : found;
  };
  const labelNames = new Set(readings().flatMap(({ labels }) => Object.keys(labels)));
  declareMetric('gauge', name, help, [...labelNames], readings);
}

/** Milliseconds that a scrape waits for one gauge. */
const READ_TIMEOUT_MS = 2000;

/**
 * As `gauge`, for values that are read asynchronously. A gauge that fails or takes longer than two seconds
 * is left out of that scrape.
 *
 * @param label the name of its only label
 * @param read returns one reading for each value of the label
 */
export function sampledGauge(
  name: string,
  help: string,
  label: string,
  read: () => Promise<ReadonlyMap<string, number>>,
): void {
  declareMetric('gauge', name, help, [label], async () => {
    const late = pause(READ_TIMEOUT_MS, new Map<string, number>(), { ref: false });
    const readings = await Promise.race([read(), late]).catch(() => new Map<string, number>());
    return [...readings].map(([shown, value]) => ({ labels: { [label]: shown }, value }));
  });
}
