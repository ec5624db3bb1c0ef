import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsId, IsIntBetween, Length, ListOf, ListQueryDto, MaxLength, VersionedDto } from '#platform/http';
import { ChapterAttachmentDto } from '../attachments/attachments.dto.js';
import { type Level, levels } from '../scopes/scope.js';

const chapterSorts = ['-createdAt', 'position'] as const;
export type ChapterSort = (typeof chapterSorts)[number];

export const chapterStates = ['draft', 'published', 'archived'] as const;
export type ChapterState = (typeof chapterStates)[number];

/** Selects and sorts chapters. */
export class ChaptersQueryDto extends ListQueryDto {
  /** Only those of the subject with this id. */
  @IsOptional()
  @IsUUID()
  subject?: string;

  /** Only those of the programme with this id. */
  @IsOptional()
  @IsUUID()
  programme?: string;

  /** Only those of this level. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;

  /** Only those by the professor with this id. */
  @IsOptional()
  @IsUUID()
  professor?: string;

  /** Only those by the caller (`true`), in place of `professor`. */
  @IsOptional()
  @IsIn(['true'])
  mine?: 'true';

  /** Only those in this state. */
  @IsOptional()
  @IsIn(chapterStates)
  state?: ChapterState;

  /** The latest first, or by subject and the position in it; `-createdAt` by default. */
  @IsOptional()
  @IsIn(chapterSorts)
  sort?: ChapterSort;
}

/** What a chapter says, and where it stands in its subject. */
export class ChapterContentDto {
  /**
   * 1 to 200 characters.
   * @example 'Limits of sequences'
   */
  @Length(1, 200)
  title!: string;

  /**
   * Markdown of up to 200,000 characters, which the server keeps as it is: whoever shows it must sanitise what they render.
   * @example '# Limits'
   */
  @MaxLength(200_000)
  body!: string;

  /**
   * 1 to 1,000,000; by default a new chapter is the last of its subject, and another stays where it is.
   * @example 1
   */
  @IsOptional()
  @IsIntBetween(1, 1_000_000)
  position?: number;
}

/** A chapter to write. */
export class NewChapterDto extends ChapterContentDto {
  /**
   * The subject, whose level is that of the chapter.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61'
   */
  @IsId()
  subjectId!: string;

  /**
   * The professor whose chapter it is. Professors may leave it out, as theirs are their own.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62'
   */
  @IsOptional()
  @IsId()
  professorId?: string;
}

/** A chapter, without what it says. */
export class ChapterDto extends VersionedDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  subjectId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63' */
  universityId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64' */
  ufrId!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e65' */
  programmeId!: string;

  /** @example 'L1' */
  level!: Level;

  /**
   * Null once the professor is erased or deleted.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62'
   */
  professorId!: string | null;

  /** @example 'Limits of sequences' */
  title!: string;

  /**
   * Within the subject. Two chapters may have the same.
   * @example 1
   */
  position!: number;

  /**
   * Students see what is `published`.
   * @example 'published'
   */
  state!: ChapterState;

  /** When it was published first. */
  publishedAt!: Date | null;
}

/** A chapter, with what it says and its files. */
export class WholeChapterDto extends ChapterDto {
  /**
   * Markdown, as it was written: sanitise what you render.
   * @example '# Limits'
   */
  body!: string;

  /** Up to 20, by id. */
  attachments!: ChapterAttachmentDto[];
}

/** A cursor step or page of chapters. */
export class ChaptersDto extends ListOf(ChapterDto) {}
