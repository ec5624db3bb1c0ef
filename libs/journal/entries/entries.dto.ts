import { IsIn, IsOptional, Matches } from 'class-validator';
import {
  IsDay,
  IsId,
  IsIntBetween,
  IsNested,
  IsNewId,
  IsSetBetween,
  Length,
  ListOf,
  ListQueryDto,
  MaxLength,
  ruleText,
} from '#platform/http';
import { drawnNames } from './scores.js';

export const entrySorts = ['day', '-day'] as const;
export type EntrySort = (typeof entrySorts)[number];

const scoreRange = new RegExp(`^(${drawnNames.join('|')}):(\\d|10)\\.\\.(\\d|10)$`);
const badRange = ruleText(
  'bad_score_range',
  `must be a score and its range, as in craving:5..10; the scores are ${drawnNames.join(', ')}`,
  `doit être un score et sa plage, comme craving:5..10 ; les scores sont ${drawnNames.join(', ')}`,
);

/** Selects and sorts entries. */
export class EntriesQueryDto extends ListQueryDto {
  /**
   * The first day.
   * @example '2026-01-01'
   */
  @IsOptional()
  @IsDay()
  from?: string;

  /**
   * The last day, which counts too.
   * @example '2026-01-31'
   */
  @IsOptional()
  @IsDay()
  to?: string;

  /**
   * Only entries with this tag.
   * @example 'work'
   */
  @IsOptional()
  @MaxLength(50)
  tag?: string;

  /**
   * Only entries with a score in this range: `mood`, `anxiety`, `craving`, `energy` or `sleep`.
   * @example 'craving:5..10'
   */
  @IsOptional()
  @Matches(scoreRange, { context: badRange })
  score?: string;

  /** By day, `-` for descending; `-day` by default. */
  @IsOptional()
  @IsIn(entrySorts)
  sort?: EntrySort;
}

/** How somebody felt, each from 0, none, to 10; what is left out was not noted. */
export class ScoresDto {
  /** @example 3 */
  @IsOptional()
  @IsIntBetween(0, 10)
  anxiety?: number;

  /** @example 4 */
  @IsOptional()
  @IsIntBetween(0, 10)
  craving?: number;

  /** @example 6 */
  @IsOptional()
  @IsIntBetween(0, 10)
  energy?: number;

  /**
   * How well, and not how long.
   * @example 7
   */
  @IsOptional()
  @IsIntBetween(0, 10)
  sleep?: number;
}

/** What an entry says; what is left out is empty. */
export class EntryContentDto {
  /**
   * The day that it is about, by the person’s calendar: as far back as entries are kept.
   * @example '2026-01-15'
   */
  @IsDay()
  day!: string;

  /**
   * From 1, very bad, to 10, very good.
   * @example 7
   */
  @IsOptional()
  @IsIntBetween(1, 10)
  mood?: number;

  @IsOptional()
  @IsNested(() => ScoresDto)
  scores?: ScoresDto;

  /**
   * Up to 20, each 1 to 50 characters. They are stored unencrypted, as the scores are, so that they can be searched.
   * @example ['work', 'family']
   */
  @IsOptional()
  @IsSetBetween(0, 20)
  @Length(1, 50, { each: true })
  tags?: string[];

  /**
   * Up to 20 ids of addictions that it is about.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f']
   */
  @IsOptional()
  @IsSetBetween(0, 20)
  @IsId({ each: true })
  addictions?: string[];

  /**
   * Up to 10 ids of files that it shows, in their order: UUIDv7 that the device made, each uploaded before or later.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62']
   */
  @IsOptional()
  @IsSetBetween(0, 10)
  @IsId({ each: true })
  attachments?: string[];

  /**
   * Markdown of up to 20,000 characters, stored encrypted.
   * @example 'A calm day. I called Marie before the evening.'
   */
  @IsOptional()
  @MaxLength(20_000)
  reflection?: string;
}

/** An entry to write. */
export class NewEntryDto extends EntryContentDto {
  /**
   * A UUIDv7 that the client made, for instance while it was offline; by default the server makes one.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsOptional()
  @IsNewId()
  id?: string;
}

/** What an entry says, or said. */
class WrittenDto {
  /** @example '2026-01-15' */
  day!: string;

  /**
   * From 1 to 10; null where it was not noted.
   * @example 7
   */
  mood!: number | null;

  /** Those that were noted. */
  scores!: ScoresDto;

  /** @example ['work', 'family'] */
  tags!: string[];

  /**
   * Ids of addictions; of one that was deleted since, too.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f']
   */
  addictions!: string[];

  /**
   * Ids of files; of one that is not there yet, or was deleted since, too.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62']
   */
  attachments!: string[];

  /**
   * Markdown.
   * @example 'A calm day. I called Marie before the evening.'
   */
  reflection!: string;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;
}

/** An entry of the journal. */
export class EntryDto extends WrittenDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  createdAt!: Date;

  updatedAt!: Date;
}

/** What an entry said before a change. */
export class EntryVersionDto extends WrittenDto {
  writtenAt!: Date;
}

/** A cursor step or page of the former versions of an entry. */
export class EntryVersionsDto extends ListOf(EntryVersionDto) {}

/** A cursor step or page of entries. */
export class EntriesDto extends ListOf(EntryDto) {}
