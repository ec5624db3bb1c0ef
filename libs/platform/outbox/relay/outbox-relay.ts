import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cutovers } from '#platform/cutover';
import { Database, Notifications } from '#platform/database';
import { counter } from '#platform/telemetry';
import type { OutboxForwarder } from '../outbox-forwarder.js';
import { OUTBOX_CHANNEL } from '../transactional-outbox.js';
import { ForwardingLoop } from './forwarding-loop.js';
import { RelayedLanes } from './relayed-lanes.js';
import { Upkeep } from './upkeep.js';

/**
 * Carries the rows of the outbox to their forwarders, at least once each: woken by writers, and
 * looking by itself. Any number of relays share the work; a subject is with one of them at a time.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: ForwardingLoop[] = [];
  private readonly forwarded = counter('palier_outbox_forwarded_total', 'Rows of the outbox forwarded', 'kind');
  private silence: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly upkeep: Upkeep,
    private readonly cutovers: Cutovers,
  ) {}

  /**
   * Gives a kind its forwarder, before the application has started.
   *
   * @throws Error when it has started, or the kind has one.
   */
  register(forwarder: OutboxForwarder): void {
    const { kind } = forwarder;
    if (this.silence.length > 0)
      throw new Error(`The forwarder of kind ${kind} comes too late: register it in onModuleInit.`);
    if (this.loops.some((loop) => loop.kind === kind)) throw new Error(`The kind ${kind} has its forwarder.`);
    this.loops.push(new ForwardingLoop(forwarder, new RelayedLanes(kind, this.database), this.forwarded.of(kind)));
  }

  onApplicationBootstrap(): void {
    this.upkeep.start();
    for (const loop of this.loops) loop.start();
    this.silence = [
      this.notifications.subscribe(OUTBOX_CHANNEL, () => {
        for (const loop of this.loops) loop.wake();
      }),
      // What is written while the deployment moves leaves from where it moves to.
      this.cutovers.subscribe(
        () => this.loops.forEach((loop) => void loop.stop()),
        () => this.loops.forEach((loop) => void loop.start()),
      ),
    ];
  }

  /** Batches under way are settled first. */
  async onModuleDestroy(): Promise<void> {
    for (const end of this.silence) end();
    await Promise.all([this.upkeep.stop(), ...this.loops.map((loop) => loop.stop())]);
  }

  /**
   * Forwards all that is pending now, save what waits after a failed try and what another relay holds.
   *
   * @throws what a forwarder threw.
   */
  async drain(): Promise<void> {
    await Promise.all(
      this.loops.map(async (loop) => {
        while (await loop.once()) {}
      }),
    );
  }
}
