// Accounts with a session and an access token each. Nobody signs in, which would hash their passwords.
import { uuidv7 } from 'uuidv7';
import { SessionStore } from '../../../dist/libs/auth/session-store/session-store.js';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { Users } from '../../../dist/libs/auth/users/users.js';
import { Database } from '../../../dist/libs/platform/database/index.js';

/**
 * @param get a service of the product in this process
 * @param {{ id: string, slug: string, role?: string }} tenant `role` of everybody; `member` where it is left out
 * @returns the ids of the accounts, and what begins a session of one; its token is good for ten minutes
 */
export async function makePeople(get, { id: tenantId, slug, role = 'member' }, count) {
  const people = [];
  for (let n = 0; n < count; n += 1) {
    const person = { email: `p${n}@palier.example`, name: `Person ${n}`, role, state: 'active' };
    const { id } = await get(Database).transaction({ tenantId }, (tx) => get(Users).create(tx, tenantId, person));
    const beginSession = async () => {
      const begun = { tenantId, userId: id, id: uuidv7(), role, name: person.name };
      const { session } = await get(SessionStore).begin({ ...begun, device: 'Drill', address: '127.0.0.1' });
      return { id: session.id, token: (await get(AccessTokens).issue(session, slug, uuidv7())).accessToken };
    };
    people.push({ id, beginSession });
  }
  return people;
}
