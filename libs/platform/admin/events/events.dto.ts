import { IsIn, IsOptional } from 'class-validator';
import { ListQueryDto, PageDto } from '#platform/http';

/** Which of the events that are set aside. */
export class EventsQueryDto extends ListQueryDto {
  /** The last set aside first, which is the one order there is. */
  @IsOptional()
  @IsIn(['-setAsideAt'])
  sort?: '-setAsideAt';
}

/** Why the last try failed. */
export class EventErrorDto {
  /**
   * A problem's code, a SQLSTATE or an error's name.
   * @example "23505"
   */
  code!: string;

  /**
   * At most 300 characters; empty where it would quote a value.
   * @example "duplicate key value violates unique constraint \"entries_pkey\""
   */
  message!: string;
}

/** An event that a subscriber could not take. Its subject has gone on without it. */
export class DeadLetterDto {
  /**
   * Of the event with this subscriber; `eventId` is the event's own.
   * @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
   */
  id!: string;

  /** @example "0198c2f4-6a11-7d02-8f4c-5b8e7d6c1a20" */
  eventId!: string;

  /** @example "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1" */
  tenantId!: string;

  /** @example "catalog.app.published" */
  type!: string;

  /** @example 1 */
  version!: number;

  /**
   * What it happened to.
   * @example "0198c2f4-0b7a-7a31-9d55-1c2d3e4f5a6b"
   */
  subject!: string;

  /** @example "analytics.count-apps" */
  subscriber!: string;

  /** @example 5 */
  tries!: number;

  error!: EventErrorDto;

  occurredAt!: Date;

  setAsideAt!: Date;
}

/** A step or page of the events that are set aside. */
export class DeadLettersDto {
  data!: DeadLetterDto[];
  page!: PageDto;
}
