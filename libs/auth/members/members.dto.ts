import { IsIn, IsOptional } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { ListOf, ListQueryDto, MaxLength } from '#platform/http';
import { PersonName } from '../users/person-name.js';
import { type UserState, userStates } from '../users/user.js';

/** The sorts of members; `-` for descending. */
export const memberSorts = ['createdAt', '-createdAt', 'name', 'email', '-lastSignInAt'] as const;
export type MemberSort = (typeof memberSorts)[number];

/** Filters, order and paging of the members. */
export class MembersQueryDto extends ListQueryDto {
  /** The beginning of an address, of a name or of its last word, up to 100 characters; case and accents are ignored. */
  @IsOptional()
  @MaxLength(100)
  search?: string;

  /** Only members of this role: `member`, `editor`, `admin` or `owner`. */
  @IsOptional()
  @IsIn(roles)
  role?: Role;

  /** Only members in this state: `unverified`, `active` or `deactivated`. */
  @IsOptional()
  @IsIn(userStates)
  state?: UserState;

  /** By creation, name, address or last sign-in, `-` for descending; `name` by default. */
  @IsOptional()
  @IsIn(memberSorts)
  sort?: MemberSort;
}

/** A user as seen by the admins of the tenant. */
export class MemberDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'jeanne@atelier-lumiere.example' */
  email!: string;

  /** @example 'Jeanne Martin' */
  name!: string;

  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * `unverified` until the address is proven: such a user takes no seat and is deleted after seven days. `deactivated` users cannot sign in.
   * @example 'active'
   */
  state!: 'unverified' | 'active' | 'deactivated';

  /**
   * The language that the user chose; null for the tenant's language.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  /** @example '2026-01-15T09:30:00.000Z' */
  createdAt!: string;

  /**
   * Null before the first sign-in.
   * @example '2026-03-08T06:00:00.000Z'
   */
  lastSignInAt!: string | null;

  /**
   * Starts at 1 and increases by one with each change; the ETag holds it.
   * @example 2
   */
  version!: number;
}

/** One page of members. */
export class MembersDto extends ListOf(MemberDto) {}

/** The permissions of one role. */
export class RoleDto {
  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * In order of name.
   * @example ['me.read', 'me.write']
   */
  permissions!: string[];
}

/** The four roles, from the lowest to the highest. */
export class RolesDto {
  data!: RoleDto[];
}

/** Changes to a member; fields that are left out stay unchanged. */
export class MemberChangesDto {
  /**
   * `member`, `editor`, `admin` or `owner`.
   * @example 'editor'
   */
  @IsOptional()
  @IsIn(roles)
  role?: Role;

  /**
   * The display name, 1 to 100 characters on one line.
   * @example 'Jeanne Martin'
   */
  @IsOptional()
  @PersonName()
  name?: string;
}
