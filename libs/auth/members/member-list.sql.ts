import { declareList, equals, startsWith, text, timestamp, uuid } from '#platform/lists';
import { normaliseText } from '#platform/text-normalisation';
import { normaliseEmail } from '../users/email-address.js';
import type { MemberSort } from './members.dto.js';
import { type MemberRow, memberColumns } from './members.sql.js';

const byCreation = { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] };

/** The members of a tenant. `family_key` is the name with its last word first. */
export const memberList = declareList<MemberRow, MemberSort, 'search' | 'role' | 'state'>({
  name: 'auth.members',
  columns: memberColumns,
  from: 'auth.users',
  filters: {
    search: startsWith({ email: normaliseEmail, name_key: normaliseText, family_key: normaliseText }),
    role: equals('role'),
    state: equals('state'),
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
});
