import { Module } from '@nestjs/common';
import { OutboxRelayModule } from '#platform/outbox';
import { InvalidationForwarder } from './invalidation/invalidation-forwarder.js';

/** For workers: carries out the invalidations that are left in the outbox. */
@Module({ imports: [OutboxRelayModule], providers: [InvalidationForwarder] })
export class CacheForwardingModule {}
