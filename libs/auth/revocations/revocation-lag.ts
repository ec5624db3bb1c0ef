import { Injectable } from '@nestjs/common';
import { histogram } from '#platform/telemetry';

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Measures how long revocations take to reach this process. */
@Injectable()
export class RevocationLag {
  private readonly histogram = histogram(
    'palier_revocation_lag_seconds',
    'Seconds from the timestamp of a revocation in the feed to its receipt in this process',
    'feed',
    bounds,
  );

  /** @param ms may be negative where clocks differ */
  received(feed: 'redis' | 'postgresql', ms: number): void {
    this.histogram.of(feed).observe(Math.max(0, ms) / 1000);
  }
}
