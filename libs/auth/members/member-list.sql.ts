import { declareList, equals, startsWith, text, timestamp, uuid } from '#platform/lists';
import { normaliseText } from '#platform/text-normalisation';
import { normaliseEmail } from '../users/email-address.js';
import type { MemberSort } from './members.dto.js';
import { type MemberRow, memberColumns } from './members.sql.js';

const byCreation = { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] };
const indexes = {
  createdAt: 'creation',
  '-createdAt': 'creation',
  name: 'name',
  email: 'email',
  '-lastSignInAt': 'sign_in',
} as const satisfies Record<MemberSort, string>;

/** The members of a tenant. `family_key` is the name with its last word first. */
export const memberList = declareList<MemberRow, MemberSort, 'search' | 'role' | 'state'>({
  name: 'auth.members',
  columns: memberColumns,
  from: 'auth.users',
  filters: {
    search: startsWith({ email: normaliseEmail, name_key: normaliseText, family_key: normaliseText }, 'user-77'),
    role: equals('role', 'editor'),
    state: equals('state', 'active'),
  },
  sorts: {
    createdAt: byCreation,
    '-createdAt': byCreation,
    name: { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] },
    email: { keys: [text('email', 'email')] },
    '-lastSignInAt': { keys: [timestamp('sign_in_key', 'signInKey'), uuid('id', 'id')] },
  },
  defaultSort: 'name',
  timesAsText: true,
  // With two filters the planner uses the index of the more selective one. A search reads three indexes and sorts the
  // rows that it finds, or reads the index of the order where it finds many.
  index: (sort, [first, ...others]) => {
    if (first === 'search' || others.length > 0) return undefined;
    if (first) return `users_by_${first}_${indexes[sort]}`;
    return sort === 'email' ? 'users_email' : `users_by_${indexes[sort]}`;
  },
});
