import { IsDay } from '#platform/http';

/** Selects days of the tenant's time zone. */
export class DaysDto {
  /**
   * The first day.
   * @example '2026-01-05'
   */
  @IsDay()
  from!: string;

  /**
   * The last day, which counts too.
   * @example '2026-01-18'
   */
  @IsDay()
  to!: string;
}
