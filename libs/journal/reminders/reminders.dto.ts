import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { IsIntBetween, IsSetBetween, ListOf, ruleText, VersionedDto } from '#platform/http';

export const channels = ['mail', 'event'] as const;
export type Channel = (typeof channels)[number];

const badTime = ruleText(
  'bad_local_time',
  'must be a time from 00:00 to 23:59, as in 08:30',
  'doit être une heure de 00:00 à 23:59, comme 08:30',
);

/** When to remind somebody, and how. */
export class ReminderContentDto {
  /**
   * By the clocks of the person’s time zone. A time that clocks skip is the moment at which they do; of a time that they show
   * twice, the first counts.
   * @example '08:30'
   */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { context: badTime })
  time!: string;

  /**
   * By ISO 8601: 1 for Monday to 7 for Sunday, each once.
   * @example [1, 2, 3, 4, 5]
   */
  @IsSetBetween(1, 7)
  @IsIntBetween(1, 7, { each: true })
  weekdays!: number[];

  /** Whether it is on; so it is by default. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;

  /**
   * By `mail` (default), as an `event` of GET /v1/events, or both.
   * @example ['mail']
   */
  @IsOptional()
  @IsSetBetween(1, 2)
  @IsIn(channels, { each: true })
  channels?: Channel[];
}

/** A reminder. */
export class ReminderDto extends VersionedDto {
  /** @example '08:30' */
  time!: string;

  /**
   * In their order.
   * @example [1, 2, 3, 4, 5]
   */
  weekdays!: number[];

  enabled!: boolean;

  /** @example ['mail'] */
  channels!: Channel[];

  /** When it is sent next; null while it is off. */
  nextAt!: Date | null;
}

/** A cursor step or page of reminders. */
export class RemindersDto extends ListOf(ReminderDto) {}
