import { PickType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { IsArrayBetween, IsDateTime, IsIntBetween } from '#platform/http';
import { PostFiltersDto } from '../posts/posts.dto.js';

/** What the caller has read, starred or labelled. */
export class PostStatesDto {
  /**
   * Posts, at most 500.
   * @example ['0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f']
   */
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  posts!: string[];

  /**
   * Whether the caller has read them; left out, that stays.
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  read?: boolean;

  /**
   * Whether the caller has starred them; left out, that stays.
   * @example false
   */
  @IsOptional()
  @IsBoolean()
  starred?: boolean;

  /** The ids of labels that the caller gives them, at most 20. */
  @IsOptional()
  @IsArrayBetween(0, 20)
  @IsUUID(undefined, { each: true })
  addLabels?: string[];

  /** The ids of labels that the caller takes from them, at most 20. */
  @IsOptional()
  @IsArrayBetween(0, 20)
  @IsUUID(undefined, { each: true })
  removeLabels?: string[];
}

/** What became of one post. */
export class PostStateResultDto {
  /** @example '0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * As the status of a request for this post alone: 404 where there is none, or not any more.
   * @example 200
   */
  status!: number;
}

/** What became of each post, in the order of the request. */
export class PostStateResultsDto {
  data!: PostStateResultDto[];
}

/** Which posts the caller has read. */
export class ReadPostsDto extends PickType(PostFiltersDto, ['subscription', 'folder']) {
  /**
   * Up to the post with this number, as `position` of the unread counts says: posts that came since then stay unread.
   * @example 4711
   */
  @IsOptional()
  @IsIntBetween(0, Number.MAX_SAFE_INTEGER)
  upTo?: number;

  /** Those received until then; without it and `upTo`, all. */
  @IsOptional()
  @IsDateTime()
  receivedUntil?: string;
}

/** Unread posts of a subscription or folder. */
export class UnreadCountDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  id!: string;

  /** @example 3 */
  unread!: number;
}

/** How many posts the caller has not read; subscriptions and folders without any are left out. */
export class UnreadCountsDto {
  /** @example 3 */
  unread!: number;

  /**
   * The number of the last post that was counted; send it as `upTo` to mark what was counted, and nothing that came later.
   * @example 4711
   */
  position!: number;

  subscriptions!: UnreadCountDto[];

  folders!: UnreadCountDto[];
}
