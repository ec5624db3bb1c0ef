export type {
  UserDeactivated,
  UserDeleted,
  UserReactivated,
  UserRegistered,
  UserRoleChanged,
  UserVerified,
} from './auth-events.js';
