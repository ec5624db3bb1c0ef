import { Injectable } from '@nestjs/common';
import { OwnWrites } from '#platform/cache';
import type { Transaction } from '#platform/database';
import { type Content, contentOf, messageOf, withField } from './message.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { type Topic, topicOf, userOf } from './topic.js';
import { Transport } from './transport.js';

/** Tells clients that follow a topic what changed. */
@Injectable()
export class Realtime {
  constructor(
    private readonly transport: Transport,
    private readonly metrics: RealtimeMetrics,
    private readonly writes: OwnWrites,
  ) {}

  /**
   * Sends a message to every process once the transaction is committed, at most once: a hint what changed, after which the
   * client reads it. What is kept of the user of a user's topic is forgotten before, and the field `wrote` is added to the
   * data: with it as `Palier-Wrote` nothing that the client reads is older than the change.
   *
   * @param tx after `CacheInvalidation.within` where cached answers depend on the change
   * @throws Error where the data has more than 4 KB of JSON
   */
  publish(tx: Transaction, topic: Topic, content: Content): void {
    const checked = contentOf(content);
    tx.afterCommit(() => {
      this.metrics.published.add();
      const user = userOf(topic);
      const wrote = user ? this.writes.afterWrite(user.tenantId, user.id) : this.writes.position();
      this.transport.publish(messageOf(topic, withField(checked, 'wrote', wrote)));
    });
  }

  /**
   * Tells every process, this one too, about a tenant what is stored nowhere, at most once: they hear it by `Topics.hear`.
   *
   * @throws Error where the data has more than 4 KB of JSON
   */
  tell(tenantId: string, content: Content): void {
    const checked = contentOf(content);
    this.metrics.published.add();
    this.transport.publish(messageOf(topicOf.processes(tenantId), checked));
  }
}
