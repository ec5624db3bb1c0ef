import type { Role } from '#platform/access';
import type { Locale } from '#platform/problems';
import type { UserState } from '../users/user.js';

/** A user as the admins of a tenant see them. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: UserState;
  readonly locale: Locale | null;
  readonly createdAt: Date;
  /** Null while they never signed in. */
  readonly lastSignInAt: Date | null;
  /** Grows by one with each change, from 1. */
  readonly version: number;
}

export const memberSorts = ['createdAt', '-createdAt', 'name', 'email', '-lastSignInAt'] as const;
export type MemberSort = (typeof memberSorts)[number];

export interface MemberQuery {
  /** How an address, a name or a family name (its last word) begins; case and accents do not count. */
  search?: string | undefined;
  role?: Role | undefined;
  state?: UserState | undefined;
  /** `name` where it is left out. */
  sort?: MemberSort | undefined;
  /** Cursor mode: how many, 1 to 100 (20 where it is left out), and after what. */
  limit?: number | undefined;
  cursor?: string | undefined;
  /** Page mode: which page, from 1, of what size, 1 to 100 (20 where it is left out). */
  page?: number | undefined;
  pageSize?: number | undefined;
}

/** What may change of a member; what is left out stays. */
export interface MemberChanges {
  role?: Role | undefined;
  /** 1 to 100 characters on one line. */
  name?: string | undefined;
}
