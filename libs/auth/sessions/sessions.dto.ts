import { IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Role } from '#platform/access';
import { PageDto, QueryInteger } from '#platform/http';

/** One device on which you are signed in. */
export class SessionDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * Its User-Agent; empty where it says none.
   * @example 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
   */
  device!: string;

  /**
   * An IPv4 address or an IPv6 /64, where it was last seen.
   * @example '203.0.113.7'
   */
  address!: string;

  /**
   * As a trusted proxy says; null where none does.
   * @example 'FR'
   */
  region!: string | null;

  beganAt!: Date;

  /** When it was last refreshed. */
  lastSeenAt!: Date;

  /** 30 days after it was last refreshed, 180 days after it began at the latest. */
  expiresAt!: Date;

  /**
   * Whether this request is made in it.
   * @example true
   */
  current!: boolean;
}

/** Your sessions, the latest seen first: 50 at most. */
export class MySessionsDto {
  data!: SessionDto[];
}

/** How many sessions ended. */
export class EndedDto {
  /** @example 2 */
  ended!: number;
}

/** Whose sessions. */
export class WhoseSessionsDto {
  /**
   * The slug of a tenant, or `platform` for the operators'.
   * @example 'atelier-lumiere'
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  tenant!: string;

  /** The id of one of its users. */
  @IsOptional()
  @IsUUID()
  user?: string;
}

/** Whose sessions, and how they are walked. */
export class SessionsQueryDto extends WhoseSessionsDto {
  /** How many a step returns, 1 to 100; 20 by default. Those of one user come in one step. */
  @IsOptional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  /** Where to go on: `page.next` of the answer before. */
  @IsOptional()
  @IsString()
  @MaxLength(2048)
  cursor?: string;
}

/** A session as operators see it. */
export class TenantSessionDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  userId!: string;

  /** @example 'member' */
  role!: Role;

  /** @example 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' */
  device!: string;

  /** @example '203.0.113.7' */
  address!: string;

  /**
   * Null where no trusted proxy says one.
   * @example 'FR'
   */
  region!: string | null;

  beganAt!: Date;
  lastSeenAt!: Date;
  expiresAt!: Date;
}

/** A step of the sessions, in no order. */
export class TenantSessionsDto {
  data!: TenantSessionDto[];
  page!: PageDto;
}

/** Which tenant's sessions are counted. */
export class RegionsQueryDto {
  /** The slug of a tenant; all of them when it is left out. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  tenant?: string;
}

/** The sessions of one region. */
export class RegionDto {
  /**
   * As a trusted proxy says; null for those without one.
   * @example 'FR'
   */
  region!: string | null;

  /** @example 1250 */
  sessions!: number;
}

/** The sessions that are open, by region, the most first. */
export class RegionsDto {
  data!: RegionDto[];

  /** A minute ago at the longest. */
  countedAt!: Date;
}
