import { IsIn, IsOptional } from 'class-validator';
import { ListQueryDto, PageDto } from '#platform/http';
import { type TagSort, tagSorts } from './tag-sorts.js';

/** Which of a store's tags, in which order. */
export class TagsQueryDto extends ListQueryDto {
  /** The most used first, those used alike alphabetically; or all alphabetically. `-apps` by default. */
  @IsOptional()
  @IsIn(tagSorts)
  sort?: TagSort;
}

/** A tag that apps of the store carry. */
export class TagDto {
  /** @example 'framework' */
  tag!: string;

  /**
   * How many apps carry it, exactly.
   * @example 12
   */
  apps!: number;
}

/** A step or page of a store's tags. */
export class TagsDto {
  data!: TagDto[];
  page!: PageDto;
}
