/** What a tenant has of one quota. */
export class QuotaUseDto {
  /** @example 'apps' */
  quota!: string;

  /**
   * Held now, or spent since midnight (UTC); null for requests a second, which each process counts
   * for itself.
   * @example 37
   */
  used!: number | null;

  /**
   * What the plan gives; null where there is no limit.
   * @example 50
   */
  limit!: number | null;
}

/** What a tenant holds and spends. */
export class UsageDto {
  /** In order of quota. */
  data!: QuotaUseDto[];
}
