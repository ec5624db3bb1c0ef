import type { Transaction } from '#platform/database';
import type { ProvenUser } from './user.js';
import { provenUserById, provenUsersByAddress } from './users.sql.js';

/** The address of a user of the tenant in force who has proven it, as SQL: its only parameter is the id of the user. */
export const provenAddress = provenUserById.text;

/** The user of the tenant with this id; undefined where there is none, or the address is not proven. */
export async function provenUser(tx: Transaction, id: string): Promise<ProvenUser | undefined> {
  return (await tx.run(provenUserById, id))[0];
}

/**
 * The users of the tenant who have proven one of these addresses.
 *
 * @param emails up to 1,000, in lower case
 */
export async function provenUsers(tx: Transaction, emails: readonly string[]): Promise<readonly ProvenUser[]> {
  return tx.run(provenUsersByAddress, emails);
}
