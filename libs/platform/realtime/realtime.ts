import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type Content, contentOf, messageOf } from './message.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import type { Topic } from './topic.js';
import { Transport } from './transport.js';

/** Tells clients that follow a topic what changed. */
@Injectable()
export class Realtime {
  constructor(
    private readonly transport: Transport,
    private readonly metrics: RealtimeMetrics,
  ) {}

  /**
   * Sends a message to every process once the transaction is committed, at most once: a hint what changed, after which the
   * client reads it.
   *
   * @throws Error where the data has more than 4 KB of JSON
   */
  publish(tx: Transaction, topic: Topic, content: Content): void {
    const checked = contentOf(content);
    tx.afterCommit(() => {
      this.metrics.published.add();
      this.transport.publish(messageOf(topic, checked));
    });
  }
}
