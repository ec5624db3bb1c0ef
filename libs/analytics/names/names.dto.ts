import { Matches } from 'class-validator';
import { IsSetBetween, Length, ListOf } from '#platform/http';
import { longestName, namePattern } from '../batches/event-rules.js';
import { rejectionTexts } from '../batches/rejections.js';

const nameWords = { code: 'invalid_name', detail: rejectionTexts.invalid_name };

/** Which events a path names. */
export class NamePathDto {
  /**
   * The name of events, percent-encoded.
   * @example 'app.installed'
   */
  @Length(1, longestName)
  @Matches(namePattern, { context: nameWords })
  name!: string;
}

/** A name of events. */
export class EventNameDto {
  /** @example 'app.installed' */
  name!: string;

  /**
   * The last day (UTC) on which events of this name came; null where none did for 30 days.
   * @example '2026-01-15'
   */
  seenOn!: string | null;

  /**
   * The properties whose values are counted.
   * @example ["plan"]
   */
  properties!: string[];
}

/** Names of events. */
export class EventNamesDto extends ListOf(EventNameDto) {}

/** What is counted of the events of a name. */
export class CountedPropertiesDto {
  /**
   * Up to 5 properties whose values are counted from then on, each of 1 to 100 characters. What was counted of others before stays.
   * @example ["plan"]
   */
  @IsSetBetween(0, 5)
  @Length(1, 100, { each: true })
  properties!: string[];
}
