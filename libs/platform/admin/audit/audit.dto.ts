import { IsIn, IsOptional, IsString } from 'class-validator';
import type { AuditLine } from '#platform/audit';
import { IsDateTime, ListOf, ListQueryDto, MaxLength } from '#platform/http';

const longest = 200;

/** Selects audit lines by tenant and filters. */
export class AuditQueryDto extends ListQueryDto {
  /** A tenant's slug, or its id if the tenant was deleted; without it, the lines of the platform. */
  @IsOptional()
  @IsString()
  @MaxLength(longest)
  tenant?: string;

  /** Only lines of this action, as in `flags.flag.set`. */
  @IsOptional()
  @IsString()
  @MaxLength(longest)
  action?: string;

  /** Only lines of the actor with this id. */
  @IsOptional()
  @IsString()
  @MaxLength(longest)
  actor?: string;

  /** Only lines about the target with this id. */
  @IsOptional()
  @IsString()
  @MaxLength(longest)
  target?: string;

  /** Only lines from this moment on, as in `2026-01-15T09:30:00Z`. */
  @IsOptional()
  @IsDateTime()
  since?: string;

  /** Only lines before this moment, as in `2026-01-16T00:00:00Z`. */
  @IsOptional()
  @IsDateTime()
  until?: string;

  /** The latest first, which is the only order. */
  @IsOptional()
  @IsIn(['-at'])
  sort?: '-at';
}

/** One audit line: who did what. */
export class AuditLineDto {
  /** @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f" */
  id!: string;

  /** To the millisecond. */
  at!: Date;

  /**
   * `operator`, `member`, `command` (the command line), `job` or `event`.
   * @example "command"
   */
  actorKind!: AuditLine['actorKind'];

  /**
   * The id of the operator, member, key, job or event; the name of the command line.
   * @example "palier"
   */
  actorId!: string;

  /** @example "flags.flag.set" */
  action!: string;

  /** @example "flag" */
  targetKind!: string;

  /** @example "catalog.tags" */
  targetId!: string;

  /**
   * Ids, numbers and words of a closed list, and of a flag the reason that its operator gave; null where there are no details.
   */
  details!: Record<string, string | number | boolean | null> | null;

  /** The id of the request; null where the action was not a request. */
  requestId!: string | null;

  /**
   * Its place in its tenant's audit chain, from 1; null until it is chained, about ten seconds later.
   * @example 42
   */
  seq!: number | null;
}

/** A cursor step or page of audit lines. */
export class AuditLinesDto extends ListOf(AuditLineDto) {}
