import type { Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { Signal } from '../../terminal/until-signal.js';
import type { Facts, Order, Reason, Report } from './messages.js';

/** Milliseconds in which a process has to answer with its metrics. */
const METRICS_MS = 1000;

/** A process that waits serves what it can without the database. */
export const states = ['starting', 'waiting', 'ready', 'draining'] as const;

/** What a process has its supervisor do. */
export interface Requests {
  replace(process: ApiProcess, reason: Reason): void;
  ready(text: string): void;
  /** It has ended before it served anything. */
  failed(how: string): void;
}

/** A process of the API, as its supervisor sees it. */
export class ApiProcess {
  state: (typeof states)[number] | 'ended' = 'starting';
  private readonly begun = performance.now();
  private readonly told = Promise.withResolvers<Facts>();
  private readonly served = Promise.withResolvers<boolean>();
  private readonly exited = Promise.withResolvers<string>();
  private readonly scrapes = new Map<number, (text: string) => void>();
  private scraped = 0;

  constructor(
    private readonly worker: Worker,
    private readonly requests: Requests,
  ) {
    worker.on('message', (report: Report) => this.receive(report));
    // Of a message to a process that has just ended, unless the system could not start it.
    worker.on('error', (error) => worker.process.pid ?? this.gone(`could not be started (${error.message})`));
    worker.once('exit', (code, signal) => this.gone(signal ? `was ended by ${signal}` : `ended with ${code}`));
  }

  /** Does not resolve where it ends before it has read its settings. */
  get facts(): Promise<Facts> {
    return this.told.promise;
  }

  /** Resolves when it serves, or what it can without the database: false when it has ended before. */
  get serves(): Promise<boolean> {
    return this.served.promise;
  }

  /** Resolves when it has ended, with how. */
  get ended(): Promise<string> {
    return this.exited.promise;
  }

  /** Milliseconds since its start. */
  get age(): number {
    return performance.now() - this.begun;
  }

  /**
   * Has it end as by that signal; when it drains already, any but SIGTERM ends it at once.
   *
   * @param patienceMs milliseconds after which it is killed: one that hangs would hold up all later replacements
   */
  end(signal: Signal, patienceMs: number): void {
    if (this.state === 'draining' && signal === 'SIGTERM') return;
    if (this.state !== 'ended') this.state = 'draining';
    this.order({ kind: 'end', signal });
    const late = setTimeout(() => this.kill(), patienceMs);
    void this.ended.then(() => clearTimeout(late));
  }

  kill(): void {
    this.worker.process.kill('SIGKILL');
  }

  /** The text of its metrics; undefined when it does not answer in time. */
  async metrics(): Promise<string | undefined> {
    this.scraped += 1;
    const id = this.scraped;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.scrapes.set(id, resolve);
    this.order({ kind: 'metrics', id });
    const text = await Promise.race([promise, pause(METRICS_MS, undefined, { ref: false })]);
    this.scrapes.delete(id);
    return text;
  }

  private gone(how: string): void {
    if (this.state === 'starting') this.requests.failed(how);
    this.state = 'ended';
    this.served.resolve(false);
    this.exited.resolve(how);
  }

  private order(order: Order): void {
    if (this.worker.isConnected()) this.worker.send(order, () => {});
  }

  private receive(report: Report): void {
    if (report.kind === 'settings') this.told.resolve(report.facts);
    else if (report.kind === 'metrics') this.scrapes.get(report.id)?.(report.text);
    else if (report.kind === 'replace') this.requests.replace(this, report.reason);
    else {
      // One that was told to end meanwhile drains.
      if (this.state === 'starting') this.state = report.kind;
      this.served.resolve(true);
      if (report.kind === 'ready') this.requests.ready(report.text);
    }
  }
}
