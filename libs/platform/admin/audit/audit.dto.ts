import { IsIn, IsOptional, IsString } from 'class-validator';
import { AuditLineDto } from '#platform/audit';
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

/** A cursor step or page of audit lines. */
export class AuditLinesDto extends ListOf(AuditLineDto) {}
