import { SentinelConnector } from 'ioredis';

/**
 * Finds the primary through Sentinels, any number of times. In ioredis, a failover that is announced while
 * it searches for the primary ends the client for good; so the failover detector of the last connection is
 * removed before the next.
 */
export class LastingSentinels extends SentinelConnector {
  /** @param options ioredis declares them as unknown */
  constructor(options: unknown) {
    super(options as ConstructorParameters<typeof SentinelConnector>[0]);
  }

  override connect(...args: Parameters<SentinelConnector['connect']>): ReturnType<SentinelConnector['connect']> {
    // biome-ignore lint/complexity/useLiteralKeys: private in ioredis, which offers no other access.
    this['failoverDetector']?.cleanup();
    return super.connect(...args);
  }
}
