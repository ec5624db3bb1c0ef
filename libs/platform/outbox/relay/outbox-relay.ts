import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cutovers } from '#platform/cutover';
import { Database, Notifications } from '#platform/database';
import { counter } from '#platform/telemetry';
import { OUTBOX_CHANNEL } from '../outbox.js';
import type { OutboxForwarder } from '../outbox-forwarder.js';
import { ForwardingLoop } from './forwarding-loop.js';
import { RelayedShards } from './relayed-shards.js';

/**
 * Gives the rows of the outbox to their forwarders, each row at least once. Writers wake it with a
 * notification, and it polls too. Any number of relays share the work; a subject belongs to one of them at
 * a time.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: ForwardingLoop[] = [];
  private readonly forwarded = counter('palier_outbox_forwarded_total', 'Rows of the outbox forwarded', 'kind');
  private subscriptions: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly cutovers: Cutovers,
  ) {}

  /**
   * Registers the forwarder of a kind, before the application has started.
   *
   * @throws Error when the application has started, or the kind already has a forwarder.
   */
  register(forwarder: OutboxForwarder): void {
    const { kind } = forwarder;
    if (this.subscriptions.length > 0)
      throw new Error(`The forwarder of kind ${kind} is registered too late: register it in onModuleInit.`);
    if (this.loops.some((loop) => loop.kind === kind)) throw new Error(`The kind ${kind} already has a forwarder.`);
    this.loops.push(new ForwardingLoop(forwarder, new RelayedShards(kind, this.database), this.forwarded.of(kind)));
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
    this.subscriptions = [
      this.notifications.subscribe(OUTBOX_CHANNEL, (kind) => {
        // A writer of an earlier version names no kind, nor does the beginning of the subscription.
        for (const loop of this.loops) if (!kind || loop.kind === kind) loop.wake();
      }),
      // Rows that are written during a cutover are forwarded by the new deployment.
      this.cutovers.subscribe(
        () => this.loops.forEach((loop) => void loop.stop()),
        () => this.loops.forEach((loop) => void loop.start()),
      ),
    ];
  }

  /** Waits for the batches under way. */
  async onModuleDestroy(): Promise<void> {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /**
   * Forwards all pending rows, except those that wait after a failed try or belong to another relay.
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
