/** A signing key as seen by operators. */
export interface ListedSigningKey {
  /** The RFC 7638 thumbprint of its public part. */
  readonly kid: string;
  readonly createdAt: Date;
  /** When it starts to sign; it signs until a newer key does. */
  readonly signsFrom: Date;
  /** When it stops to verify; null until another key replaces it. */
  readonly verifiesUntil: Date | null;
}

/** The keys that sign access tokens. */
export abstract class SigningKeys {
  /** The keys that still verify, the oldest first. */
  abstract list(): Promise<ListedSigningKey[]>;
  /**
   * Makes a new key that replaces all others. It signs a minute after it was published, and the others verify for as
   * long as a token signed by them may be valid.
   *
   * @param now whether it signs at once, without the minute for caches of the JWKS
   * @throws Problem `foreign_master_key` (409) where this process can open none of the other keys
   */
  abstract rotate(now: boolean): Promise<ListedSigningKey>;
}
