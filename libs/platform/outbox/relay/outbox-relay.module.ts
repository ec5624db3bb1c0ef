import { Module } from '@nestjs/common';
import { CutoverModule } from '#platform/cutover';
import { OutboxMaintenance } from './outbox-maintenance.js';
import { OutboxRelay } from './outbox-relay.js';

/** For workers: provides `OutboxRelay`, which forwards the outbox while the application runs. */
@Module({ imports: [CutoverModule], providers: [OutboxRelay, OutboxMaintenance], exports: [OutboxRelay] })
export class OutboxRelayModule {}
