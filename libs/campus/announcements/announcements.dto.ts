import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { IsId, Length, ListOf, MaxLength } from '#platform/http';
import { type Level, levels } from '../scopes/scope.js';

/** An announcement to make. */
export class NewAnnouncementDto {
  /**
   * The university, the UFR or the programme whose students of the open year it is for; null for all students of the tenant.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64'
   */
  @ValidateIf((_announcement, value) => value !== null)
  @IsId()
  placeId!: string | null;

  /**
   * Only for students of this level. Professors name a programme and a level for which they teach a subject.
   * @example 'L1'
   */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /**
   * 1 to 200 characters.
   * @example 'The exam is on Monday'
   */
  @Length(1, 200)
  title!: string;

  /**
   * Markdown of up to 10,000 characters, which the server keeps as it is: whoever shows it must sanitise what they render.
   * @example 'In room 3, at **eight**.'
   */
  @MaxLength(10_000)
  body!: string;
}

/** An announcement to the students of a year at a place: the narrowest that is not null. */
export class AnnouncementDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e6a' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e6b' */
  yearId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63' */
  universityId!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  ufrId!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e65' */
  programmeId!: string | null;

  /**
   * Null for all levels.
   * @example 'L1'
   */
  level!: Level | null;

  /**
   * The id of the user who made it; null once the user is erased.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e66'
   */
  authorId!: string | null;

  /**
   * That of the professor or member of the staff who has the account; null where nobody has it.
   * @example 'Ada Turing'
   */
  authorName!: string | null;

  /** @example 'The exam is on Monday' */
  title!: string;

  /**
   * Markdown, as it was written: sanitise what you render.
   * @example 'In room 3, at **eight**.'
   */
  body!: string;

  createdAt!: Date;
}

/** A cursor step or page of announcements. */
export class AnnouncementsDto extends ListOf(AnnouncementDto) {}
