import { Injectable, Module } from '@nestjs/common';
import { type EventShape, type Subscriber, Subscribes } from '#platform/events';

/** Hears of each user who registers, so that the inbox and retried events hold something. */
@Injectable()
@Subscribes('auth.user.registered', 1, 'test.ledger')
class Ledger implements Subscriber<EventShape> {
  async handle(): Promise<void> {}
}

@Module({ providers: [Ledger] })
export class LedgerModule {}
