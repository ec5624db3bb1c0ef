import type { FeedExplanation } from './sources/explain-feed.js';

/** What the command line does with feeds. */
export abstract class Feeds {
  /**
   * Has the feeds of a tenant fetched now, but those that were tried within a minute, are paused or have ended.
   *
   * @returns how many
   */
  abstract sync(tenantId: string): Promise<number>;

  /**
   * Fetches what is at an address, as a subscription would, and says what came of it and why. Nothing is stored.
   *
   * @param networks those that the request may reach besides public addresses, in CIDR form
   * @throws Problem `invalid_feed_address` (400)
   */
  abstract explain(address: string, networks: readonly string[]): Promise<FeedExplanation>;
}
