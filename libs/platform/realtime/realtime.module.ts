import { Global, Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Notifications } from '#platform/database';
import { redisConfigured } from '#platform/redis';
import { EventStreams } from './event-streams.js';
import { NotifyTransport } from './notify-transport.js';
import { Realtime } from './realtime.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { RedisTransport } from './redis-transport.js';
import { Topics } from './topics.js';
import { Transport } from './transport.js';

const transport = {
  provide: Transport,
  inject: [Settings, Notifications],
  useFactory: (settings: Settings, notifications: Notifications) =>
    redisConfigured(settings) ? new RedisTransport(settings) : new NotifyTransport(notifications),
};

/** Messages about changes, and the streams on which clients receive them. */
@Global()
@Module({
  providers: [transport, RealtimeMetrics, Topics, Realtime, EventStreams],
  exports: [Topics, Realtime, EventStreams],
})
export class RealtimeModule {}
