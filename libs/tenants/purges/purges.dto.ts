import { PickType } from '@nestjs/swagger';

/** The proof that a tenant was deleted. */
export class PurgeReceiptDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5e' */
  tenantId!: string;

  /** @example 'atelier-lumiere' */
  slug!: string;

  /**
   * The actor who started the purge: a kind and an id, never a name.
   * @example 'operator:0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e50'
   */
  askedBy!: string;

  beganAt!: Date;

  endedAt!: Date;

  /**
   * Rows deleted, by table.
   * @example { "catalog.apps": 1200, "catalog.app_tags": 3600 }
   */
  counts!: Record<string, number>;

  /**
   * Rows that are retained, by table: the audit trail, the metering, and the purge's own.
   * @example { "tenants.metering": 4 }
   */
  kept!: Record<string, number>;

  /**
   * SHA-256 of one line of JSON: the members but `sha256`, `keyId` and `signature`, with the keys in order of name, also in
   * `counts` and `kept`.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  sha256!: string;

  /**
   * The `kid` of a key in `/.well-known/signature-keys.json`. Null for a receipt that was made before receipts were signed.
   * @example 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
   */
  keyId!: string | null;

  /**
   * The Ed25519 signature, 64 bytes as base64url, of the line `palier purge receipt v1`, a line feed, and the line of JSON whose
   * digest is `sha256`, without a line break at its end. Null for a receipt that was made before receipts were signed.
   * @example 'Ke7Q9dDgCUWuMYCBn1ndkPk3LtDAyg3CNOfQCtNYwOSHCdpLUyNPDqzvCqTm4m7hwyL0gAUX1ZqOoWOnXNjrAw'
   */
  signature!: string | null;
}

/** The progress of a tenant's purge. */
export class PurgeDto extends PickType(PurgeReceiptDto, ['id', 'slug', 'askedBy', 'beganAt']) {
  /** Null until the purge has ended. */
  endedAt!: Date | null;

  /**
   * Rows deleted so far, by table.
   * @example { "catalog.apps": 1200 }
   */
  counts!: Record<string, number>;

  /** Null until the purge has ended. */
  receipt!: PurgeReceiptDto | null;
}

/** The proof that a tenant was deleted. */
export type PurgeReceipt = Readonly<PurgeReceiptDto>;

/** The progress of a purge. */
export type Purge = Readonly<PurgeDto>;
