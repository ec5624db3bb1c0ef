import { declareStock } from '#platform/quotas';
import { countUsers } from './users.sql.js';

/** The users of a tenant, of which each plan gives a number. Deactivated ones count: they may come back. */
export const membersStock = declareStock({ name: 'members', count: countUsers });
