import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import { normaliseEmail } from './email-address.js';
import { MemberSeats } from './member-seats.js';
import { dropUnprovenPassword, noteLinkMailed, takeOverUnverified, verifyUser } from './unverified-users.sql.js';
import type { NewUser, TakenOver, User, UserWithPassword } from './user.js';
import { Users } from './users.js';
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

/** Users as rows of PostgreSQL. */
@Injectable()
export class UsersService extends Users {
  constructor(
    private readonly database: Database,
    private readonly seats: MemberSeats,
  ) {
    super();
  }

  override async byEmail(tenantId: string, email: string): Promise<UserWithPassword | undefined> {
    const [row] = await this.database.read({ tenantId }, userByEmail, normaliseEmail(email));
    return row && userOf(row);
  }

  override async byId(tenantId: string, id: string): Promise<UserWithPassword | undefined> {
    const [row] = await this.database.read({ tenantId }, userById, id);
    return row && userOf(row);
  }

  override async create(tx: Transaction, tenantId: string, user: NewUser): Promise<User | undefined> {
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
    if (state !== 'unverified') await this.seats.take(tx, tenantId);
    return withoutPassword(userOf(row));
  }

  override async setPassword(tx: Transaction, id: string, hash: string, why: 'chosen' | 'rehash'): Promise<void> {
    await tx.run(why === 'chosen' ? choosePassword : rehashPassword, id, hash);
  }

  override async replacePassword(tx: Transaction, id: string, formerHash: string, hash: string): Promise<boolean> {
    const rows = await tx.run(replacePassword, id, formerHash, hash);
    return rows.length > 0;
  }

  override async dropUnproven(tx: Transaction, email: string, sparedId?: string): Promise<string | undefined> {
    const [row] = await tx.run(dropUnprovenPassword, normaliseEmail(email), sparedId ?? null);
    return row?.id;
  }

  override async verify(tx: Transaction, id: string): Promise<boolean> {
    const [row] = await tx.run(verifyUser, id);
    if (row) await this.seats.take(tx, row.tenantId);
    return row !== undefined;
  }

  override async takeOver(
    tx: Transaction,
    tenantId: string,
    user: Omit<NewUser, 'state'>,
  ): Promise<TakenOver | undefined> {
    const { role, passwordHash = null, locale = null } = user;
    const [email, name] = [normaliseEmail(user.email), user.name.trim()];
    const [row] = await tx.run(takeOverUnverified, email, name, role, passwordHash, locale, sortKey(name));
    if (!row) return undefined;
    await this.seats.take(tx, tenantId);
    const { formerRole, ...taken } = row;
    return { user: withoutPassword(userOf(taken)), formerRole };
  }

  override async linkMailed(tx: Transaction, id: string): Promise<void> {
    await tx.run(noteLinkMailed, id);
  }

  override async signedIn(tx: Transaction, id: string): Promise<void> {
    await tx.run(noteSignIn, id);
  }
}

function withoutPassword({ passwordHash: _secret, ...user }: UserWithPassword): User {
  return user;
}
