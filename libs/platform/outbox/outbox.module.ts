import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';
import { TransactionalOutbox } from './transactional-outbox.js';

/** Gives `Outbox` to the whole application. What is put there leaves by `OutboxRelayModule`, in a worker. */
@Global()
@Module({ providers: [{ provide: Outbox, useClass: TransactionalOutbox }], exports: [Outbox] })
export class OutboxModule {}
