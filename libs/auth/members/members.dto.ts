import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Role, roles } from '#platform/access';
import { ListQueryDto, PageDto } from '#platform/http';
import { type UserState, userStates } from '../users/user.js';
import { type MemberSort, memberSorts } from './member.js';

/** Which members, in which order. */
export class MembersQueryDto extends ListQueryDto {
  /** How an address, a name or its last word begins, up to 100 characters; case and accents do not count. */
  @IsOptional()
  @IsString()
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

/** A user of a tenant as its admins see them. */
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
   * `unverified` until the address was proven: they hold no seat and go after seven days. `deactivated` ones cannot sign in.
   * @example 'active'
   */
  state!: 'unverified' | 'active' | 'deactivated';

  /**
   * The language that they chose; null where the tenant's holds.
   * @example 'fr'
   */
  locale!: 'en' | 'fr' | null;

  createdAt!: Date;

  /** Null while they never signed in. */
  lastSignInAt!: Date | null;

  /**
   * Grows by one with each change, from 1; the ETag names it.
   * @example 2
   */
  version!: number;
}

/** A step or page of the members. */
export class MembersDto {
  data!: MemberDto[];
  page!: PageDto;
}

/** What one role may do. */
export class RoleDto {
  /** @example 'editor' */
  role!: 'member' | 'editor' | 'admin' | 'owner';

  /**
   * The permissions that it holds, in order of name.
   * @example ['me.read', 'me.write']
   */
  permissions!: string[];
}

/** The four roles, from the least to the most. */
export class RolesDto {
  data!: RoleDto[];
}
