/** A signing key as operators see it. */
export interface ListedSigningKey {
  /** The RFC 7638 thumbprint of its public part. */
  readonly kid: string;
  readonly createdAt: Date;
  /** Published before, it signs from here on, until a newer one does. */
  readonly signsFrom: Date;
  /** When it goes out of force; null until another takes its place. */
  readonly verifiesUntil: Date | null;
}

/** The keys that access tokens are signed with. */
export abstract class SigningKeys {
  /** Those in force, the oldest first. */
  abstract list(): Promise<ListedSigningKey[]>;
  /**
   * Makes a new key that takes the place of all others. It signs a minute after it was published,
   * and the others verify for as long as a token of theirs may live.
   *
   * @param now whether it signs at once, with no minute for those who keep the JWKS
   * @throws Problem `foreign_master_key` (409) where this process could not open any of the others
   */
  abstract rotate(now: boolean): Promise<ListedSigningKey>;
}
