import { declareCapacityQuota } from '#platform/quotas';
import { countSeats } from './users.sql.js';

/**
 * The users of a tenant who have proven their address, of which each plan gives a number. Deactivated
 * ones count: they may come back. Unverified ones do not: anyone can register addresses.
 */
export const membersQuota = declareCapacityQuota({ name: 'members', count: countSeats });
