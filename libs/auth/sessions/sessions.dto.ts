import { OmitType } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsUUID } from 'class-validator';
import type { Role } from '#platform/access';
import { IsIntBetween, ListOf, MaxLength, QueryInteger } from '#platform/http';

/** One device on which you are signed in. */
export class SessionDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * The User-Agent; empty where there is none.
   * @example 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
   */
  device!: string;

  /**
   * Where it was last seen: an IPv4 address or an IPv6 /64.
   * @example '203.0.113.7'
   */
  address!: string;

  /**
   * As given by a trusted proxy; null where none gives one.
   * @example 'FR'
   */
  region!: string | null;

  beganAt!: Date;

  /** When it was last refreshed. */
  lastSeenAt!: Date;

  /** 30 days after it was last refreshed, 180 days after it began at the latest. */
  expiresAt!: Date;

  /**
   * Whether it is the session of this request.
   * @example true
   */
  current!: boolean;
}

/** Your sessions, the latest seen first: 50 at most. */
export class MySessionsDto {
  data!: SessionDto[];
}

/** How many sessions ended, and how many personal keys were revoked. */
export class EndedDto {
  /** @example 2 */
  ended!: number;

  /** @example 1 */
  revokedKeys!: number;
}

/** The tenant, and optionally the user, of the sessions. */
export class WhoseSessionsDto {
  /**
   * The slug of a tenant, or `platform` for the operators'.
   * @example 'atelier-lumiere'
   */
  @IsNotEmpty()
  @MaxLength(200)
  tenant!: string;

  /** The id of one of its users. */
  @IsOptional()
  @IsUUID()
  user?: string;
}

/** The tenant, and optionally the user, of the sessions, with paging. */
export class SessionsQueryDto extends WhoseSessionsDto {
  /** How many sessions to return, 1 to 100; 20 by default. The sessions of one user are all returned at once. */
  @IsOptional()
  @QueryInteger()
  @IsIntBetween(1, 100)
  limit?: number;

  /** Where to continue: `page.next` of the previous answer. */
  @IsOptional()
  @MaxLength(2048)
  cursor?: string;
}

/** A session as seen by operators. */
export class TenantSessionDto extends OmitType(SessionDto, ['current']) {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60' */
  userId!: string;

  /** @example 'member' */
  role!: Role;
}

/** One page of sessions, in no order. */
export class TenantSessionsDto extends ListOf(TenantSessionDto) {}

/** The tenant whose sessions are counted. */
export class RegionsQueryDto {
  /** The slug of a tenant; all tenants by default. */
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  tenant?: string;
}

/** The sessions of one region. */
export class RegionDto {
  /**
   * As given by a trusted proxy; null for sessions without one.
   * @example 'FR'
   */
  region!: string | null;

  /** @example 1250 */
  sessions!: number;
}

/** The active sessions by region, the largest number first. */
export class RegionsDto {
  data!: RegionDto[];

  /** About a minute ago at most; null where sessions are in Redis and no worker has counted them yet. */
  countedAt!: Date | null;
}
