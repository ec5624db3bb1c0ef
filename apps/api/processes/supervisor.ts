import cluster from 'node:cluster';
import { listenAt, portIsFree } from '../../terminal/port-is-free.js';
import type { Signal } from '../../terminal/until-signal.js';
import { ApiProcess } from './api-process.js';
import { HandedConnections } from './handed-connections.js';
import { BESIDE, type Facts, type Reason } from './messages.js';
import { type Restart, SharedMetrics } from './shared-metrics.js';
import { Slot, type SlotOwner } from './slot.js';

/** Milliseconds that a process has to close its connections to the servers, after the last request. */
const CLOSING_MS = 10_000;

/**
 * Starts the processes of the API and replaces those that die or ask for it. It reads no settings and has no application: a
 * fault of theirs cannot end it, and it needs little memory.
 */
export class Supervisor implements SlotOwner {
  private readonly stopping = new AbortController();
  private readonly connections = new HandedConnections();
  private readonly live = new Set<ApiProcess>();
  private readonly slots: Slot[] = [];
  private readonly metrics = new SharedMetrics(this.live, this.slots);
  private drainMs = 0;
  private requestTimeoutMs = 0;
  private hasServed = false;
  /** One replacement at a time. */
  private turn = Promise.resolve();

  constructor() {
    cluster.schedulingPolicy = cluster.SCHED_RR;
    // However it ends, but by SIGKILL, which its processes notice.
    process.on('exit', () => {
      for (const each of this.live) each.kill();
    });
  }

  /** The last request may take its whole time to arrive, and to be answered. */
  get patienceMs(): number {
    return this.drainMs + 2 * this.requestTimeoutMs + CLOSING_MS;
  }

  get ending(): AbortSignal {
    return this.stopping.signal;
  }

  /**
   * Resolves when all processes are started. The first one starts alone, so that what is wrong with a start is said once.
   *
   * @throws Problem `port_taken`, `address_refused`
   */
  async start(): Promise<void> {
    const { current: first } = this.add();
    const { processes, ...facts } = await first.facts;
    this.drainMs = facts.drainMs;
    this.requestTimeoutMs = facts.requestTimeoutMs;
    await this.openPorts(facts);
    await first.serves;
    while (this.slots.length < processes && !this.ending.aborted) this.add();
  }

  /** SIGTERM: every request is answered. Other signals, and a failed start: at once. */
  async end(signal: Signal = 'SIGINT'): Promise<void> {
    this.stopping.abort();
    if (signal === 'SIGTERM') await this.connections.close(this.drainMs);
    const live = [...this.live];
    for (const each of live) each.end(signal, this.patienceMs);
    await Promise.all(live.map(({ ended }) => ended));
  }

  fork(replacing: boolean): ApiProcess {
    const beside = replacing || [...this.live].some(({ state }) => state === 'ready');
    const worker = cluster.fork({ [BESIDE]: beside ? 'yes' : '' });
    this.connections.follow(worker);
    const forked = new ApiProcess(worker, {
      replace: (from, reason) => this.replace(from, reason),
      ready: (text) => this.ready(text),
      failed: (how) => this.hasServed || this.ending.aborted || this.giveUp(how),
    });
    this.live.add(forked);
    void forked.ended.then(() => this.live.delete(forked));
    return forked;
  }

  count(reason: Reason | Restart): void {
    this.metrics.count(reason);
  }

  private add(): Slot {
    const slot = new Slot(this.slots.length + 1, this);
    this.slots.push(slot);
    void slot.keep();
    return slot;
  }

  private async openPorts({ host, port, metricsPort }: Omit<Facts, 'processes'>): Promise<void> {
    await portIsFree(host, port, 'PORT');
    if (metricsPort === 0) return;
    const at = { host, port: metricsPort, variable: 'METRICS_PORT' };
    await listenAt(at, () => this.metrics.listen(metricsPort, host));
  }

  private replace(from: ApiProcess, reason: Reason): void {
    const slot = this.slots.find(({ current }) => current === from);
    if (slot) this.turn = this.turn.then(() => slot.replace(from, reason));
  }

  private ready(text: string): void {
    if (!this.hasServed) process.stdout.write(text);
    this.hasServed = true;
  }

  /** While none has served, what is wrong is wrong with the start. The process has printed it. */
  private giveUp(how: string): void {
    if (how !== 'ended with 1') process.stderr.write(`A process of the API ${how} before it served.\n`);
    process.exit(1);
  }
}
