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
