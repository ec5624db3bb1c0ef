import { declareCapacityQuota } from '#platform/quotas';
import { countSeats } from './users.sql.js';

/**
 * The capacity quota of users who have proven their address. Deactivated users count, since they may be reactivated.
 * Unverified users do not, since anyone can register any address.
 */
export const membersQuota = declareCapacityQuota({ name: 'members', count: countSeats });
