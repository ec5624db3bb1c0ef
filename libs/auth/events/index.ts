import type { Role } from '#platform/access';
import type { CountedEvent, EventOf } from '#platform/events';

type UserEvent<Type extends string, Data extends object> = EventOf<`auth.user.${Type}`, Data>;

/** Events hold ids alone: a subscriber that needs a name or an address reads it. */
export type UserRegistered = UserEvent<'registered', { userId: string; role: Role }>;

export type UserVerified = UserEvent<'verified', { userId: string }>;

export type UserRoleChanged = UserEvent<'role-changed', { userId: string; from: Role; to: Role }>;

export type UserDeactivated = UserEvent<'deactivated', { userId: string }>;

export type UserReactivated = UserEvent<'reactivated', { userId: string }>;

/** The account is removed, or erased with all data about the user; their access has ended before. */
export type UserDeleted = UserEvent<'deleted', { userId: string }>;

/** Users who signed in by address and password. */
export type UsersSignedIn = CountedEvent<'auth.users.signed-in'>;
