/** What works of a product, and what is cut. */
class ProductStatusDto {
  /** @example "wistant" */
  product!: string;

  /** @example "Wistant Studio" */
  name!: string;

  /**
   * `works`, or `reduced` while something of it is cut.
   * @example "reduced"
   */
  state!: string;

  /**
   * What is cut, in the language of the request.
   * @example ["Live counts of events are not streamed; open streams end."]
   */
  cut!: string[];
}

/** A day in UTC. */
class StatusDayDto {
  /** @example "2026-01-15" */
  day!: string;

  /**
   * The greatest degradation level of the day, 0 to 4.
   * @example 2
   */
  level!: number;
}

/** What works and what is cut, as the process that answers sees it. */
export class StatusDto {
  /**
   * The degradation level, 0 to 4; at 0 nothing is cut.
   * @example 1
   */
  level!: number;

  /**
   * Since when it is in force.
   * @example "2026-01-15T09:30:00.000Z"
   */
  since!: Date;

  products!: ProductStatusDto[];

  /** The last 90 days, the earliest first; null while they cannot be read. */
  days!: StatusDayDto[] | null;
}
