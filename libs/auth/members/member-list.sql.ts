import { declareList, equals, startsWith, text, timestamp, uuid } from '#platform/lists';
import { normaliseText } from '#platform/text-normalisation';
import { normaliseEmail } from '../users/email-address.js';
import type { MemberDto, MemberSort } from './members.dto.js';
import { memberColumns } from './members.sql.js';

const byCreation = { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] };

/** A member with its sort keys. */
type MemberRow = MemberDto & { readonly nameKey: string; readonly signInKey: string };

/** The members of a tenant. `family_key` is the name with its last word first. */
export const memberList = declareList<MemberRow, MemberSort, 'search' | 'role' | 'state'>({
  name: 'auth.members',
  columns: `${memberColumns}, name_key as "nameKey", sign_in_key as "signInKey"`,
  from: 'auth.users',
  filters: {
    search: startsWith({ email: normaliseEmail, name_key: normaliseText, family_key: normaliseText }),
    role: equals('role'),
    state: equals('state'),
  },
  sorts: {
    name: { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] },
    createdAt: byCreation,
    '-createdAt': byCreation,
    email: { keys: [text('email', 'email')] },
    '-lastSignInAt': { keys: [timestamp('sign_in_key', 'signInKey'), uuid('id', 'id')] },
  },
  timesAsText: true,
});
