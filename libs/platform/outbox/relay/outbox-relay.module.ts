import { Module } from '@nestjs/common';
import { CutoverModule } from '#platform/cutover';
import { Backlog } from './backlog.js';
import { OutboxRelay } from './outbox-relay.js';
import { Upkeep } from './upkeep.js';

/** For workers: provides `OutboxRelay`, which forwards the outbox while the application runs. */
@Module({ imports: [CutoverModule], providers: [OutboxRelay, Upkeep, Backlog], exports: [OutboxRelay] })
export class OutboxRelayModule {}
