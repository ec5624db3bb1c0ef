import { Injectable } from '@nestjs/common';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import { memberTags } from '../members/member-tags.js';
import { normaliseEmail } from './email-address.js';
import { MemberSeats } from './member-seats.js';
import { dropUnprovenPassword, noteLinkMailed, takeOverUnverified, verifyUser } from './unverified-users.sql.js';
import type { NewUser, TakenOver, User, UserWithPassword } from './user.js';
import {
  choosePassword,
  insertUser,
  noteSignIn,
  rehashPassword,
  replacePassword,
  userByEmail,
  userById,
  userOf,
} from './users.sql.js';

/** The users of tenants, for the other parts of this context. Each call is limited to the tenant of `tx`, or to the one given. */
@Injectable()
export class Users {
  constructor(
    private readonly database: Database,
    private readonly seats: MemberSeats,
    private readonly cache: CacheInvalidation,
  ) {}

  /** @param email in upper or lower case */
  async byEmail(tenantId: string, email: string): Promise<UserWithPassword | undefined> {
    const [row] = await this.database.read({ tenantId }, userByEmail, normaliseEmail(email));
    return row && userOf(row);
  }

  async byId(tenantId: string, id: string): Promise<UserWithPassword | undefined> {
    const [row] = await this.database.read({ tenantId }, userById, id);
    return row && userOf(row);
  }

  /**
   * Creates a user, who takes one of the tenant's `members` unless unverified. The caller writes the audit line and
   * publishes the event.
   *
   * @returns undefined where the address is taken, also by a concurrent request
   * @throws Problem `quota_exceeded` (402)
   */
  async create(tx: Transaction, tenantId: string, user: NewUser): Promise<User | undefined> {
    const { name, role, state, passwordHash = null, locale = null } = user;
    const email = normaliseEmail(user.email);
    const [row] = await tx.run(
      insertUser,
      tenantId,
      newId(),
      email,
      name.trim(),
      role,
      state,
      passwordHash,
      locale,
      sortKey(name.trim()),
    );
    if (!row) return undefined;
    await this.cache.within(tx, tenantId, memberTags());
    if (state !== 'unverified') await this.seats.take(tx, tenantId);
    return withoutPassword(userOf(row));
  }

  /** Sets the hash; `rehash` when the password stays the same and only its hash is renewed. */
  async setPassword(tx: Transaction, id: string, hash: string, why: 'chosen' | 'rehash'): Promise<void> {
    await tx.run(why === 'chosen' ? choosePassword : rehashPassword, id, hash);
  }

  /** Replaces the hash that was compared; false where it is another one by now. */
  async replacePassword(tx: Transaction, id: string, formerHash: string, hash: string): Promise<boolean> {
    const rows = await tx.run(replacePassword, id, formerHash, hash);
    return rows.length > 0;
  }

  /**
   * Removes the password of an unconfirmed user with this address, who may not be able to read its mails; the passwords
   * of others stay.
   *
   * @param email in whatever case
   * @param sparedId the user who keeps it nevertheless
   * @returns whose it was
   */
  async dropUnproven(tx: Transaction, email: string, sparedId?: string): Promise<string | undefined> {
    const [row] = await tx.run(dropUnprovenPassword, normaliseEmail(email), sparedId ?? null);
    return row?.id;
  }

  /**
   * Activates an unverified user, who takes one of the tenant's `members`. False for a user who is active already,
   * deactivated, or deleted.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  async verify(tx: Transaction, id: string): Promise<boolean> {
    const [row] = await tx.run(verifyUser, id);
    if (!row) return false;
    await this.cache.within(tx, row.tenantId, memberTags(id));
    await this.seats.take(tx, row.tenantId);
    return true;
  }

  /**
   * Replaces the unverified user who has the address by a person who has proven it: only the id stays of the
   * registration. Takes one of the tenant's `members`.
   *
   * @returns undefined where no unverified user has the address
   * @throws Problem `quota_exceeded` (402)
   */
  async takeOver(tx: Transaction, tenantId: string, user: Omit<NewUser, 'state'>): Promise<TakenOver | undefined> {
    const { role, passwordHash = null, locale = null } = user;
    const [email, name] = [normaliseEmail(user.email), user.name.trim()];
    const [row] = await tx.run(takeOverUnverified, email, name, role, passwordHash, locale, sortKey(name));
    if (!row) return undefined;
    await this.cache.within(tx, tenantId, memberTags(row.id));
    await this.seats.take(tx, tenantId);
    const { formerRole, ...taken } = row;
    return { user: withoutPassword(userOf(taken)), formerRole };
  }

  /** Records that a link was mailed to an unverified user, who then has seven more days to open one. */
  async linkMailed(tx: Transaction, id: string): Promise<void> {
    await tx.run(noteLinkMailed, id);
  }

  /** Records a sign-in. */
  async signedIn(tx: Transaction, id: string): Promise<void> {
    await tx.run(noteSignIn, id);
  }
}

function withoutPassword({ passwordHash: _secret, ...user }: UserWithPassword): User {
  return user;
}
