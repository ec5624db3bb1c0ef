import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsId, Length, ListOf, ListQueryDto } from '#platform/http';

const commentSorts = ['-createdAt', 'createdAt'] as const;
export type CommentSort = (typeof commentSorts)[number];

/** Selects and sorts comments of a chapter. */
export class CommentsQueryDto extends ListQueryDto {
  /** The answers to the comment with this id; without it, the comments that begin threads. */
  @IsOptional()
  @IsUUID()
  parent?: string;

  /** By time, `-` for the latest first; `-createdAt` by default. */
  @IsOptional()
  @IsIn(commentSorts)
  sort?: CommentSort;
}

/** What a comment says. */
export class CommentContentDto {
  /**
   * Markdown of 1 to 5,000 characters, which the server keeps as it is: whoever shows it must sanitise what they render.
   * @example 'Why is the limit unique?'
   */
  @Length(1, 5000)
  body!: string;
}

/** A comment to write. */
export class NewCommentDto extends CommentContentDto {
  /**
   * The comment that it answers, which answers none itself.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e67'
   */
  @IsOptional()
  @IsId()
  parentId?: string;
}

/** Why a comment of somebody else is deleted. */
export class CommentRemovalDto {
  /**
   * 1 to 500 characters, for the author.
   * @example 'Please keep to the subject.'
   */
  @Length(1, 500)
  reason!: string;
}

/** A comment on a chapter. */
export class CommentDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e67' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  chapterId!: string;

  /**
   * The comment that it answers; null where it begins a thread.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e68'
   */
  parentId!: string | null;

  /**
   * The id of the user who wrote it; null once the user is erased.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e66'
   */
  authorId!: string | null;

  /**
   * That of the professor or student who has the account; null where nobody has it any more.
   * @example 'Chloé Martin'
   */
  authorName!: string | null;

  /** Whether the author taught the subject. */
  byProfessor!: boolean;

  /**
   * Markdown, as it was written: sanitise what you render. Null once it is deleted.
   * @example 'Why is the limit unique?'
   */
  body!: string | null;

  /**
   * How many answers it has, with those that are deleted.
   * @example 2
   */
  answers!: number;

  /** When the author changed it last. */
  editedAt!: Date | null;

  deletedAt!: Date | null;

  /**
   * Why somebody other than the author deleted it; only the author sees that.
   * @example null
   */
  reason!: string | null;

  createdAt!: Date;
}

/** A cursor step or page of comments. */
export class CommentsDto extends ListOf(CommentDto) {}
