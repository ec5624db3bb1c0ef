import { PickType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsSemVer } from 'class-validator';
import { Length, ListOf, ListQueryDto, MaxLength } from '#platform/http';
import { AppVersionDto } from '../apps/app-versions.dto.js';

export const versionStates = ['draft', 'checking', 'published', 'yanked'] as const;
export type VersionState = (typeof versionStates)[number];

/** What happened to a version. */
export type Step =
  | 'created'
  | 'unpacked'
  | 'unpacking-failed'
  | 'checking'
  | 'check-failed'
  | 'published'
  | 'yanked'
  | 'imported';

/** Selects the versions of an app. */
export class VersionsQueryDto extends ListQueryDto {
  /** Only versions in this state. */
  @IsOptional()
  @IsIn(versionStates)
  state?: VersionState;
}

/** A version to begin. */
export class NewVersionDto {
  /**
   * By Semantic Versioning 2.0.0, up to 100 characters; never used before in this app.
   * @example '1.2.0'
   */
  @Length(5, 100)
  @IsSemVer()
  version!: string;

  /**
   * Markdown, up to 20,000 characters.
   * @example '- Works offline'
   */
  @IsOptional()
  @MaxLength(20_000)
  changelog?: string;
}

/** Changes of a version. */
export class VersionChangesDto {
  /**
   * Markdown, up to 20,000 characters.
   * @example '- Works offline, on trains too'
   */
  @MaxLength(20_000)
  changelog!: string;
}

/** Why a version is yanked. */
export class YankDto {
  /**
   * 1 to 500 characters, for the people of the studio.
   * @example 'It loses notes on old phones'
   */
  @Length(1, 500)
  reason!: string;
}

/** A version of an app. */
export class VersionDto extends PickType(AppVersionDto, ['version', 'changelog', 'fileCount', 'bytes']) {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  id!: string;

  /**
   * `draft`: its files may change; `checking`: its files are being checked; `published`: it can be downloaded; `yanked`: it
   * was withdrawn.
   * @example 'published'
   */
  state!: 'draft' | 'checking' | 'published' | 'yanked';

  /**
   * The operation that was started last for it: of an archive, or of its check.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61'
   */
  operationId!: string | null;

  /** @example 'It loses notes on old phones' */
  yankReason!: string | null;

  /**
   * Starts at 1 and increases by one with each change; the ETag holds it.
   * @example 2
   */
  revision!: number;

  createdAt!: Date;
  updatedAt!: Date;
  publishedAt!: Date | null;
}

/** A cursor step or page of an app's versions. */
export class VersionsDto extends ListOf(VersionDto) {}

/** Why a step failed. */
export class StepProblemDto {
  /** @example 'version_without_files' */
  code!: string;

  /** What happened and what to do next, in French or English by Accept-Language. */
  detail!: string;
}

/** A step in the publication of a version. */
export class StepDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62' */
  id!: string;

  /** @example 'published' */
  step!: Step;

  /**
   * Who took it: a `member`, an API `key`, a `command`, a `job` or an `operator`.
   * @example 'member'
   */
  actorKind!: string;

  /**
   * The id of that member, key or operator, or of the operation of that job; null for others, and once the person is erased.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63'
   */
  actorId!: string | null;

  /** Why it failed; null where it did not. */
  problem!: StepProblemDto | null;

  /** @example 'It loses notes on old phones' */
  note!: string | null;

  takenAt!: Date;
}

/** A cursor step or page of a version's steps. */
export class StepsDto extends ListOf(StepDto) {}
