import { Injectable } from '@nestjs/common';
import { histogram } from '#platform/telemetry';

/** Measures how long revocations take to reach this process. */
@Injectable()
export class RevocationLag {
  private readonly histogram = histogram(
    'palier_revocation_lag_seconds',
    'Seconds from the timestamp of a revocation in the feed to its receipt in this process',
    'feed',
  );

  /** @param ms may be negative where clocks differ */
  received(feed: 'redis' | 'postgresql', ms: number): void {
    this.histogram.of(feed).observe(Math.max(0, ms) / 1000);
  }
}
