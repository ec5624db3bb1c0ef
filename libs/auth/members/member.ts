import type { Role } from '#platform/access';
import type { Locale } from '#platform/problems';
import type { UserState } from '../users/user.js';

/** A user as seen by the admins of the tenant. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: UserState;
  readonly locale: Locale | null;
  readonly createdAt: Date;
  /** Null before the first sign-in. */
  readonly lastSignInAt: Date | null;
  /** Starts at 1 and increases by one with each change. */
  readonly version: number;
}

export const memberSorts = ['createdAt', '-createdAt', 'name', 'email', '-lastSignInAt'] as const;
export type MemberSort = (typeof memberSorts)[number];

export interface MemberQuery {
  /** The beginning of an address, a name or a family name (the last word); case and accents are ignored. */
  search?: string | undefined;
  role?: Role | undefined;
  state?: UserState | undefined;
  /** `name` by default. */
  sort?: MemberSort | undefined;
  /** Cursor mode: how many members, 1 to 100 (20 by default), and after which cursor. */
  limit?: number | undefined;
  cursor?: string | undefined;
  /** Page mode: the number of the page, from 1, and its size, 1 to 100 (20 by default). */
  page?: number | undefined;
  pageSize?: number | undefined;
}

/** Changes to a member; fields that are left out stay unchanged. */
export interface MemberChanges {
  role?: Role | undefined;
  /** 1 to 100 characters on one line. */
  name?: string | undefined;
}
