import cluster, { type Worker } from 'node:cluster';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#platform/config';
import { MetricsServer } from '#platform/telemetry';
import { startProblems } from '../../terminal/terminal.errors.js';
import { type SignalSource, signalNames } from '../../terminal/until-signal.js';
import { BESIDE, type Order, type Reason, type Report } from './messages.js';
import { watchUse } from './watch-use.js';

/** Milliseconds in which a process has to end whose supervisor is gone: its start may wait for an answer of that for ever. */
const ORPHANED_MS = 600_000;

/** This process as one of several that a supervisor has started. */
export class Supervised {
  /** Undefined in a process that runs alone. */
  static readonly here = cluster.worker && new Supervised(cluster.worker);

  private constructor(private readonly worker: Worker) {}

  /** Whether it may serve while it waits for the database: not beside processes that have more in their memory. */
  readonly mayWait = !process.env[BESIDE];

  /** The supervisor says when to end. What a terminal or a service manager sends reaches all processes, and is its business. */
  readonly signals: SignalSource = (receive, orphaned) => {
    for (const name of signalNames) process.on(name, () => {});
    process.on('message', (order: Order) => order.kind === 'end' && receive(order.signal));
    this.worker.once('disconnect', () => {
      // Node would exit at once.
      this.worker.exitedAfterDisconnect = true;
      setTimeout(() => process.exit(1), ORPHANED_MS).unref();
      orphaned();
    });
  };

  /** @returns the settings without METRICS_PORT, on which the supervisor listens */
  begin(settings: Settings): Settings {
    const { apiProcesses: processes, host, port, metricsPort, drainMs, requestTimeoutMs } = settings;
    this.report({ kind: 'settings', facts: { processes, host, port, metricsPort, drainMs, requestTimeoutMs } });
    return Object.assign(settings, { metricsPort: 0 });
  }

  waits(): void {
    this.report({ kind: 'waiting' });
  }

  /**
   * Called once, when the application serves.
   *
   * @throws Problem `recycle_bytes_low` when it takes more memory already than it may
   */
  ready(app: NestFastifyApplication, settings: Settings, text: string): void {
    const [taken, limit] = [process.memoryUsage.rss(), settings.apiRecycleBytes];
    if (limit > 0 && taken > limit) throw startProblems.recycle_bytes_low({ taken, limit, enough: 2 * taken });
    const metrics = app.get(MetricsServer);
    process.on('message', async (order: Order) => {
      // A gauge that cannot be read fails the scrape, not the process.
      const read = order.kind === 'metrics' && (await metrics.read().catch(() => undefined));
      if (read) this.report({ kind: 'metrics', id: order.id, text: read });
    });
    watchUse(app.getHttpServer(), settings, (reason) => this.leave(reason));
    this.report({ kind: 'ready', text });
  }

  /** Asks to be replaced; it goes on until the supervisor ends it. */
  leave(reason: Reason): void {
    this.report({ kind: 'replace', reason });
  }

  private report(report: Report): void {
    // Without a supervisor it ends already.
    if (process.connected) process.send?.(report, undefined, undefined, () => {});
  }
}
