import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';

/** The sorts of a store's tags: the most used first, or alphabetically. */
export const tagSorts = ['-apps', 'tag'] as const;
export type TagSort = (typeof tagSorts)[number];

/** Sorts the tags of a store. */
export class TagsQueryDto extends ListQueryDto {
  /** `-apps`: the most used first, equally used ones alphabetically; `tag`: all alphabetically. `-apps` by default. */
  @IsOptional()
  @IsIn(tagSorts)
  sort?: TagSort;
}

/** A tag of the store's apps. */
export class TagDto {
  /** @example 'framework' */
  tag!: string;

  /**
   * The exact number of apps with this tag.
   * @example 12
   */
  apps!: number;
}

/** A cursor step or page of a store's tags. */
export class TagsDto extends ListOf(TagDto) {}
