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
   * SHA-256 of the other members as one line of JSON, with the keys in order of name.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  sha256!: string;
}

/** The progress of a tenant's purge. */
export class PurgeDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'atelier-lumiere' */
  slug!: string;

  /** @example 'operator:0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e50' */
  askedBy!: string;

  beganAt!: Date;

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
