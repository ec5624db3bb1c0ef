import { provenUsers } from '#auth';
import type { Transaction } from '#platform/database';
import { accounts, lockAddresses, type PersonKind } from './accounts.sql.js';

/** A person whose row was written, with the address from before, which is null for a new one, and the account. */
export interface Addressed {
  readonly id: string;
  readonly email: string;
  readonly formerEmail: string | null;
  readonly userId: string | null;
}

/**
 * Begins a transaction that writes people. Together with `lockAccounts` it keeps a person and a user who come at the same time
 * from missing each other: the event of the user is handled either after this transaction, and finds the person, or before it
 * looks for the user, who was committed before the event. Taken before any row, so that nobody who holds it waits for one who
 * waits for it.
 */
export async function beginWriting(tx: Transaction, tenantId: string): Promise<void> {
  await tx.run(lockAddresses, tenantId);
}

/**
 * Links people to the users who have proven their new addresses. A link to the user of the former address ends; one to another
 * user was made by hand, and stays.
 *
 * @param written up to 1,000, in a transaction that `beginWriting` began
 */
export async function followAddresses(tx: Transaction, kind: PersonKind, written: readonly Addressed[]): Promise<void> {
  const moved = written.filter(({ email, formerEmail }) => email !== formerEmail);
  const linked = moved.filter(({ userId }) => userId !== null);
  if (linked.length > 0) {
    const users = await provenUsers(
      tx,
      linked.map(({ formerEmail }) => formerEmail ?? ''),
    );
    const proven = new Map(users.map(({ email, id }) => [email, id]));
    const ended = linked.filter(({ formerEmail, userId }) => proven.get(formerEmail ?? '') === userId);
    if (ended.length > 0) await tx.run(accounts[kind].unlink, idsOf(ended));
  }
  const emails = moved.map(({ email }) => email);
  if (emails.length > 0) await linkProven(tx, kind, emails);
}

/**
 * Links those of the people with these addresses who have no account to the users who have proven them.
 *
 * @param emails up to 1,000
 * @returns the ids of the people who were linked
 */
export async function linkProven(tx: Transaction, kind: PersonKind, emails: readonly string[]): Promise<string[]> {
  const users = await provenUsers(tx, emails);
  if (users.length === 0) return [];
  const addresses = users.map(({ email }) => email);
  return idsOf(await tx.run(accounts[kind].link, addresses, idsOf(users)));
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
