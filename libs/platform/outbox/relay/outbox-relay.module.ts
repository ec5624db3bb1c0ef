import { Module } from '@nestjs/common';
import { CutoverModule } from '#platform/cutover';
import { Backlog } from './backlog.js';
import { OutboxRelay } from './outbox-relay.js';
import { Upkeep } from './upkeep.js';

/** For workers: gives `OutboxRelay`, which forwards the outbox as long as the application runs. */
@Module({ imports: [CutoverModule], providers: [OutboxRelay, Upkeep, Backlog], exports: [OutboxRelay] })
export class OutboxRelayModule {}
