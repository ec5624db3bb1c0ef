/** A tenant's use of one quota. */
export class QuotaUseDto {
  /** @example 'apps' */
  quota!: string;

  /**
   * The present use, or the use since midnight (UTC); null for requests a second, which each process
   * counts alone, for what each person has of their own, and for days that rows are kept.
   * @example 37
   */
  used!: number | null;

  /**
   * The limit of the plan; null where there is no limit.
   * @example 50
   */
  limit!: number | null;
}

/** A tenant's use of its quotas. */
export class UsageDto {
  /** In order of quota. */
  data!: QuotaUseDto[];
}
