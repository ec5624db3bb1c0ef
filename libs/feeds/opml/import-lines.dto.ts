import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';

const importLineStatuses = ['waiting', 'added', 'known', 'refused'] as const;
export type ImportLineStatus = (typeof importLineStatuses)[number];

/** Selects lines of an import. */
export class ImportLinesQueryDto extends ListQueryDto {
  /** Only lines with this status. */
  @IsOptional()
  @IsIn(importLineStatuses)
  status?: ImportLineStatus;
}

/** A feed of an imported file. */
export class ImportLineDto {
  /**
   * Its place in the file, from 1.
   * @example 1
   */
  line!: number;

  /** @example 'https://weather.example/feed.xml' */
  url!: string;

  /** @example 'The weather' */
  title!: string | null;

  /** @example 'Weather' */
  folder!: string | null;

  /**
   * `known` where the tenant follows the feed already.
   * @example 'added'
   */
  status!: ImportLineStatus;

  /**
   * The code of the problem that refused it, as in `/docs/errors`.
   * @example 'invalid_feed_address'
   */
  error!: string | null;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  subscriptionId!: string | null;
}

/** A cursor step or page of lines. */
export class ImportLinesDto extends ListOf(ImportLineDto) {}
