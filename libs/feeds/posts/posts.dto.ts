import { PickType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { Length, ListOf, ListQueryOf } from '#platform/http';

const postSorts = ['-sortedAt', 'sortedAt'] as const;
export type PostSort = (typeof postSorts)[number];

/** Selects and sorts posts. */
export class PostFiltersDto {
  /** The newest first (`-sortedAt`, by default) or the oldest (`sortedAt`). */
  @IsOptional()
  @IsIn(postSorts)
  sort?: PostSort;

  /** Only those of the subscription with this id. */
  @IsOptional()
  @IsUUID()
  subscription?: string;

  /** Only those of subscriptions in the folder with this id. */
  @IsOptional()
  @IsUUID()
  folder?: string;

  /** Only those that the caller has not read (`true`). */
  @IsOptional()
  @IsIn(['true'])
  unread?: 'true';

  /** Only those that the caller has starred (`true`). */
  @IsOptional()
  @IsIn(['true'])
  starred?: 'true';

  /** Only those to which the caller gave the label with this id: the 10,000 newest. */
  @IsOptional()
  @IsUUID()
  label?: string;

  /** Only those that the filter with this id marked: the 10,000 newest. */
  @IsOptional()
  @IsUUID()
  mark?: string;

  /**
   * Only those that contain all of these words, the last one also as the beginning of a word, in title, author, tags or text. Of
   * the words the first ten count, without regard to case, accents and, in French and English, endings. Chinese, Japanese, Thai,
   * Lao, Khmer and Burmese words are found anywhere between other letters; digits and letters of other scripts cut them, so that
   * the parts of `令和6年` may stand apart. Of a search, label or mark the 10,000 newest posts are looked at, before the other
   * filters; 2,000 for words of three or more such letters.
   * @example 'velo electrique'
   */
  @IsOptional()
  @Length(1, 200)
  q?: string;
}

/** Selects, sorts and pages posts. */
export class PostsQueryDto extends ListQueryOf(PostFiltersDto) {}

/** A file that a post comes with, such as the episode of a podcast. */
export class PostAttachmentDto {
  /** @example 'https://weather.example/2026-03-08.mp3' */
  url!: string;

  /** @example 'audio/mpeg' */
  type!: string | null;

  /** @example 4200000 */
  bytes!: number | null;

  /**
   * How long it lasts.
   * @example 1800
   */
  seconds!: number | null;
}

/** A post, as lists show it. */
export class PostDto {
  /** @example '0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  subscriptionId!: string;

  /** @example 'https://weather.example/2026-03-08' */
  url!: string | null;

  /** @example 'Sunday stays dry' */
  title!: string;

  /** @example 'Anna Martin' */
  author!: string | null;

  /**
   * The beginning of its text, up to 300 characters.
   * @example 'Clouds in the morning, sun from noon on.'
   */
  excerpt!: string;

  /** @example 'https://weather.example/2026-03-08.jpg' */
  image!: string | null;

  /** @example ['forecast'] */
  tags!: string[];

  /**
   * As the feed says; null where it does not.
   * @example '2026-03-08T06:00:00.000Z'
   */
  publishedAt!: string | null;

  /**
   * What it is sorted by: when it was published, or received where that is unknown or in the future.
   * @example '2026-03-08T06:00:00.000Z'
   */
  sortedAt!: string;

  /** @example '2026-03-08T06:12:30.250Z' */
  receivedAt!: string;

  /**
   * One more with each edit by its author.
   * @example 1
   */
  version!: number;

  /** Whether the caller has read it; false for a key that acts as no user. */
  read!: boolean;

  /** Whether the caller has starred it; false for a key that acts as no user. */
  starred!: boolean;

  /** The ids of the labels that the caller gave it; none for a key. */
  labels!: string[];

  /** The ids of the filters that marked it. */
  marks!: string[];
}

/** The posts beside one in a list; null at its ends. */
export class PostNeighboursDto {
  /** The one before it. */
  previous!: PostDto | null;

  /** The one after it. */
  next!: PostDto | null;
}

/** What an edit of a post replaced. */
export class PostVersionDto extends PickType(PostDto, ['version', 'url', 'title', 'author', 'receivedAt']) {
  /**
   * HTML without scripts, styles and forms.
   * @example '<p>Rain all day.</p>'
   */
  content!: string;
}

/** A post with its content. */
export class PostDetailDto extends PostDto {
  /**
   * HTML without scripts, styles and forms.
   * @example '<p>Clouds in the morning, sun from noon on.</p>'
   */
  content!: string;

  attachments!: PostAttachmentDto[];

  /** Up to 10 earlier versions, the latest first. */
  versions!: PostVersionDto[];
}

/** A cursor step or page of posts. */
export class PostsDto extends ListOf(PostDto) {}
