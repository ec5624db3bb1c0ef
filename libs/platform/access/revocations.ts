/** The parts of a token that a revocation can cover: its tenant, user or session, and its age. */
export interface TokenSubject {
  readonly tenantId: string;
  readonly userId: string;
  /** A UUIDv7, whose time is the start of the session. */
  readonly sessionId: string;
  /** When the token was issued, in milliseconds since 1970 (the time of its `jti`, a UUIDv7). */
  readonly issuedAt: number;
}

/** The tokens that were revoked before they expire. Supplied by the `auth` context. */
export abstract class Revocations {
  /** Starts to follow the feed. Resolves once the last ten minutes were read, or reading them failed for now. */
  abstract follow(): Promise<void>;
  /** Whether this process knows a revocation of the token. Synchronous, because each verified request calls it. */
  abstract isRevoked(subject: TokenSubject): boolean;
  /** Grows with each revocation that this process learns of: until then a token that was not revoked still is not. */
  abstract get changes(): number;
  /** Milliseconds since the feed was last known to be complete; Infinity before the first time. */
  abstract get staleForMs(): number;
  /**
   * Asks the shard that holds the session, whatever this process has in memory.
   *
   * @returns whether the session is active and the token not revoked
   * @throws Problem `revocation_unknown` (503) with Retry-After where the shard cannot be reached
   */
  abstract confirm(subject: TokenSubject): Promise<boolean>;
}
