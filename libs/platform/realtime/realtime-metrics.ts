import { Injectable } from '@nestjs/common';
import { counter } from '#platform/telemetry';

/** Counts messages; one that goes to many clients is delivered once to each. */
@Injectable()
export class RealtimeMetrics {
  private readonly messages = counter(
    'palier_realtime_messages_total',
    'Messages about changes: published and received by this process, delivered to clients, and resets sent to clients in place of messages',
    'what',
  );
  readonly published = this.messages.of('published');
  readonly received = this.messages.of('received');
  readonly delivered = this.messages.of('delivered');
  readonly resets = this.messages.of('reset');
}
