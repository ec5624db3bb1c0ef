/** A person in one tenant. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

/** How rows may name a person besides by the id of the user. */
export interface PersonNames {
  /** Lower-case; undefined when the account is gone. */
  readonly email?: string;
  /** Subjects besides the id of the user, such as the id of a device. */
  readonly subjects?: readonly string[];
}

/** Rows that name an erased person still, of one table. */
export class KeptRowsDto {
  /** @example 'platform.audit_chain' */
  table!: string;

  /**
   * Rows with two reasons count for both; 10,000 stands for that many or more.
   * @example 4
   */
  rows!: number;

  /** @example 'the audit trail must show who did what; the id alone' */
  why!: string;
}

/** Places that an erasure cannot reach, in both languages. */
export class ErasureLimitsDto {
  en!: string;

  fr!: string;
}

/**
 * The proof that a person was erased. It has none of their data but the id of the account, and names the tenant, and a key of the
 * deployment, where the erasure was.
 */
export class ErasureReceiptDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5e' */
  tenantId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  userId!: string;

  /** @example '2026-11-22T09:30:00.000Z' */
  askedAt!: string;

  /** @example '2026-11-29T09:30:00.000Z' */
  beganAt!: string;

  /** @example '2026-11-29T09:42:00.000Z' */
  endedAt!: string;

  /**
   * Rows changed, by table and effect.
   * @example { "auth.users delete": 1, "auth.api_keys detach": 2 }
   */
  counts!: Record<string, number>;

  /**
   * Files deleted, to which no other row refers.
   * @example 3
   */
  files!: number;

  /** Whether it was done again, after a restore of an older state: the times are those of then. */
  again!: boolean;

  /**
   * Data that tables do not declare, and that was deleted too.
   * @example ["sessions"]
   */
  elsewhere!: string[];

  /** Rows that name the person by id still, and why. */
  kept!: KeptRowsDto[];

  /**
   * The day after which no keys file of a backup has the keys of the person, where keys files are deleted as configured.
   * @example '2027-01-03'
   */
  keysUntil!: string;

  limits!: ErasureLimitsDto;

  /**
   * SHA-256 of one line of JSON: the members but `sha256`, `keyId` and `signature`, with the keys in order of name, in each
   * object.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  sha256!: string;

  /**
   * The `kid` of a key in `/.well-known/signature-keys.json`.
   * @example 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
   */
  keyId!: string;

  /**
   * The Ed25519 signature, 64 bytes as base64url, of the line `palier erasure receipt v1`, a line feed, and the line of JSON whose
   * digest is `sha256`, without a line break at its end.
   * @example 'Ke7Q9dDgCUWuMYCBn1ndkPk3LtDAyg3CNOfQCtNYwOSHCdpLUyNPDqzvCqTm4m7hwyL0gAUX1ZqOoWOnXNjrAw'
   */
  signature!: string;
}

/** The erasure of a person from a tenant. */
export class ErasureDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  userId!: string;

  /** `pending` until it is due, then `erasing`, then `erased`. */
  state!: 'pending' | 'erasing' | 'erased';

  askedAt!: Date;

  /** When the grace period ends. */
  dueAt!: Date;

  /** Null until the erasure has ended, about a quarter of an hour after it began. */
  erasedAt!: Date | null;

  /**
   * Rows changed so far, by table and effect.
   * @example { "auth.users delete": 1, "auth.api_keys detach": 2 }
   */
  counts!: Record<string, number>;

  /**
   * Files deleted so far.
   * @example 3
   */
  files!: number;
}

/** An erasure with its receipt. */
export class ProvenErasureDto extends ErasureDto {
  /** Null until the erasure has ended, and where it ended before there were receipts. */
  receipt!: ErasureReceiptDto | null;
}
