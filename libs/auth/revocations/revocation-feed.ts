import type { Revocation } from './revocation.js';

/** Publishes revocations to every process: a Redis stream where Redis is configured, else a table of PostgreSQL. */
export abstract class RevocationFeed {
  /**
   * Resolves once the feed has stored them, on a replica too where there is one.
   *
   * @param tenantId the tenant of the users and sessions
   * @throws Problem `revocation_not_told` (503, Retry-After): the caller must not acknowledge the change then
   */
  abstract publish(tenantId: string, revocations: readonly Revocation[]): Promise<void>;
  /**
   * Receives revocations, beginning with those of the last ten minutes, across interruptions. Resolves when all
   * earlier ones were received.
   *
   * @param receive called with new revocations, perhaps twice with the same, and with an empty list when none is newer
   */
  abstract follow(receive: (revocations: readonly Revocation[]) => void): Promise<void>;
}
