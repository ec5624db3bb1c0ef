import type { Role } from '#platform/access';
import type { Actor } from '#platform/audit';
import type { Locale } from '#platform/problems';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { UserRegistered } from '../events/index.js';

/**
 * `unverified` until the e-mail address is proven: without a seat, and deleted after seven days. `deactivated`
 * by an admin, until reactivated.
 */
export const userStates = ['unverified', 'active', 'deactivated'] as const;
export type UserState = (typeof userStates)[number];

/** A user of one tenant. */
export interface User {
  readonly tenantId: string;
  readonly id: string;
  /** Lower-case, unique within the tenant. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: UserState;
  /** Undefined for the tenant's language. */
  readonly locale?: Locale;
  readonly createdAt: Date;
  readonly lastSignInAt?: Date;
  /** Increases with each change, for `If-Match`. */
  readonly version: number;
}

/** A user who has proven the address: an active one, or one who was deactivated since. */
export type ProvenUser = Pick<User, 'id' | 'email'>;

/** A user with the password hash: Argon2id, or bcrypt for imported users. */
export interface UserWithPassword extends User {
  /** Undefined while no password was chosen. */
  readonly passwordHash?: string;
}

/** An unverified user who was replaced by a person who has proven the address. */
export interface TakenOver {
  readonly user: User;
  /** The role of the unverified user. */
  readonly formerRole: Role;
}

export type NewUser = Pick<UserWithPassword, 'email' | 'name' | 'role' | 'state' | 'passwordHash' | 'locale'>;

/** The user as the actor of an audit line, on a public route that has no principal. */
export function actingUser(tenantId: string, userId: string): Actor {
  return { kind: tenantId === PLATFORM_TENANT_ID ? 'operator' : 'member', id: userId };
}

/** The event of a new user, registered, invited or imported. */
export function registered({ id: userId, role }: Pick<User, 'id' | 'role'>): UserRegistered {
  return { type: 'auth.user.registered', version: 1, data: { userId, role } };
}
