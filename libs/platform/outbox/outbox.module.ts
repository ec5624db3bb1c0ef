import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';
import { TransactionalOutbox } from './transactional-outbox.js';

/** Provides `Outbox` to the whole application. `OutboxRelayModule` forwards its rows, in a worker. */
@Global()
@Module({ providers: [{ provide: Outbox, useClass: TransactionalOutbox }], exports: [Outbox] })
export class OutboxModule {}
