import type { Revocation } from './revocation.js';

/** Tells every process of revocations: a stream in Redis where there is one, else a table of PostgreSQL. */
export abstract class RevocationFeed {
  /**
   * Resolves once the feed holds them, a replica too where there are any.
   *
   * @param tenantId whose users and sessions they are
   * @throws Problem `revocation_not_told` (503, Retry-After): nothing may be acknowledged then
   */
  abstract publish(tenantId: string, revocations: readonly Revocation[]): Promise<void>;
  /**
   * Follows from ten minutes ago on, across interruptions; `hear` may get one twice. The first
   * promise resolves when all that was there is heard.
   *
   * @param receive takes what came, and an empty list as the sign that there is nothing newer
   */
  abstract follow(receive: (revocations: readonly Revocation[]) => void): Promise<void>;
}
