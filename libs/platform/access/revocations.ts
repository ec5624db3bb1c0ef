/** What of a token a revocation can strike. */
export interface TokenSubject {
  readonly tenantId: string;
  readonly userId: string;
  /** A UUIDv7: its time is when the session began. */
  readonly sessionId: string;
  /** When the token was issued, in milliseconds since 1970 (the time of its `jti`, a UUIDv7). */
  readonly issuedAt: number;
}

/** Which tokens are void before they expire. Supplied by the `auth` context. */
export abstract class Revocations {
  /** Begins to follow the feed and resolves once the last ten minutes are known, or cannot be for now. */
  abstract follow(): Promise<void>;
  /** Whether this process knows of a revocation. Synchronous: each verified request asks. */
  abstract isRevoked(subject: TokenSubject): boolean;
  /** Milliseconds since the feed was last known to be complete; Infinity before the first time. */
  abstract get staleForMs(): number;
  /**
   * Asks the shard that holds the session, whatever this process remembers.
   *
   * @returns whether the session is alive and the token not revoked
   * @throws Problem `revocation_unknown` (503) with Retry-After where nobody who knows can be asked
   */
  abstract confirm(subject: TokenSubject): Promise<boolean>;
}
