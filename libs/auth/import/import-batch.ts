import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import type { UserRegistered } from '../events/index.js';
import { memberTags } from '../members/member-tags.js';
import { MemberSeats } from '../users/member-seats.js';
import { registered } from '../users/user.js';
import type { ImportedUser } from './read-user-line.js';
import { importUsers } from './user-import.sql.js';

/** A user that a batch created. */
export interface Made {
  readonly email: string;
  /** Whether the user took a seat of the plan: unverified users do not. */
  readonly seated: boolean;
}

/** Thrown to roll a dry run back; carries the users that it would have created. */
class DryRunOver extends Error {
  constructor(readonly made: Made[]) {
    super('The dry run was rolled back.');
  }
}

/** Writes the users of one batch in one transaction. */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly seats: MemberSeats,
    private readonly cache: CacheInvalidation,
  ) {}

  /** @returns the users that were created; addresses that have an account already are left out */
  write(tenantId: string, users: readonly ImportedUser[]): Promise<Made[]> {
    return this.database.transaction({ tenantId }, (tx) => this.insert(tx, tenantId, users, 0));
  }

  /**
   * As `write`, then rolls back.
   *
   * @param before seats that earlier batches of the dry run would have taken, so that the plan's limit is reached at the same line
   */
  async try(tenantId: string, users: readonly ImportedUser[], before: number): Promise<Made[]> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        throw new DryRunOver(await this.insert(tx, tenantId, users, before));
      });
    } catch (error) {
      if (error instanceof DryRunOver) return error.made;
      throw error;
    }
  }

  private async insert(
    tx: Transaction,
    tenantId: string,
    users: readonly ImportedUser[],
    before: number,
  ): Promise<Made[]> {
    const column = (value: (user: ImportedUser) => unknown) => users.map(value);
    const rows = await tx.run(
      importUsers,
      tenantId,
      column(() => newId()),
      column((user) => user.email),
      column((user) => user.name),
      column((user) => sortKey(user.name)),
      column((user) => user.role),
      column((user) => user.verified),
      column((user) => user.passwordHash),
      column((user) => user.locale),
      column((user) => user.createdAt),
    );
    if (rows.length > 0) {
      await this.cache.within(tx, tenantId, memberTags());
      const line = { action: 'auth.users.imported', targetKind: 'tenant', targetId: tenantId };
      const published = rows.map((row) => this.events.publish<UserRegistered>(tx, row.id, registered(row)));
      await Promise.all([...published, this.audit.record(tx, { ...line, details: { users: rows.length } })]);
    }
    const made = rows.map(({ email, state }) => ({ email, seated: state !== 'unverified' }));
    const seats = made.filter(({ seated }) => seated).length;
    if (seats > 0) await this.seats.take(tx, tenantId, seats + before);
    return made;
  }
}
