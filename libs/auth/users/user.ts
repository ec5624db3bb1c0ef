import type { Role } from '#platform/access';
import type { Locale } from '#platform/problems';

/**
 * `unverified` until the e-mail address was proven: without a seat, and gone after seven days. `deactivated`
 * by an admin, until taken back.
 */
export const userStates = ['unverified', 'active', 'deactivated'] as const;
export type UserState = (typeof userStates)[number];

/** Someone who may sign in to one tenant. */
export interface User {
  readonly tenantId: string;
  readonly id: string;
  /** Lower-case, unique within the tenant. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: UserState;
  /** Undefined where the tenant's holds. */
  readonly locale?: Locale;
  readonly createdAt: Date;
  readonly lastSignInAt?: Date;
  /** Rises with each change, for `If-Match`. */
  readonly version: number;
}

/** A user together with what a password is compared with: argon2id or, of imported ones, bcrypt. */
export interface UserWithPassword extends User {
  /** Undefined while none was chosen. */
  readonly passwordHash?: string;
}

/** An unverified user who was replaced by somebody who has proven the address. */
export interface TakenOver {
  readonly user: User;
  /** What they were registered as. */
  readonly formerRole: Role;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: UserState;
  readonly passwordHash?: string;
  readonly locale?: Locale;
}
