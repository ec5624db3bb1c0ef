import { SentinelConnector } from 'ioredis';

/**
 * Finds the primary by asking Sentinels, however often. To ioredis a failover that is told while it
 * looks for the primary ends the client for good: who told the last connection must not tell the next.
 */
export class LastingSentinels extends SentinelConnector {
  /** @param options ioredis declares them as unknown, and gives its own */
  constructor(options: unknown) {
    super(options as ConstructorParameters<typeof SentinelConnector>[0]);
  }

  override connect(...told: Parameters<SentinelConnector['connect']>): ReturnType<SentinelConnector['connect']> {
    // biome-ignore lint/complexity/useLiteralKeys: ioredis keeps it private, and offers no other way to it.
    this['failoverDetector']?.cleanup();
    return super.connect(...told);
  }
}
