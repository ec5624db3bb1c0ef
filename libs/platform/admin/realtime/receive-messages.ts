import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Topics } from '#platform/realtime';

/** Has a process that serves clients receive messages, from before it listens: clients resume then. */
@Injectable()
export class ReceiveMessages implements OnApplicationBootstrap {
  constructor(private readonly topics: Topics) {}

  onApplicationBootstrap(): Promise<void> {
    return this.topics.start();
  }
}
