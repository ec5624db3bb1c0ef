import { Injectable } from '@nestjs/common';
import { CacheInvalidation, callerTag, PEOPLE_TAG } from '#platform/cache';
import { Database } from '#platform/database';
import type { Person, PersonNames } from './erasure.js';
import { addErased, beginErasingAgain, eraseRows, noteSwept } from './erasures.sql.js';

/** Minutes after its last batch that a step of an erasure is given up and due again. */
export const CLAIM_MINUTES = 15;
/** Minutes until no token of the person is valid: its life of 10, and one for clocks that differ. */
export const TOKEN_MINUTES = 11;
/** Rows that one transaction changes, at most. */
const BATCH = 1000;

/** The rows of persons whose erasure is under way. */
@Injectable()
export class PersonRows {
  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
  ) {}

  /** Erases rows of one table. @returns whether there were any */
  eraseBatch({ tenantId, userId }: Person): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [changed] = await tx.run(eraseRows, userId, BATCH);
      if (!changed) return false;
      await tx.run(addErased, userId, `${changed.table} ${changed.effect}`, changed.rows, CLAIM_MINUTES);
      await this.cache.within(tx, tenantId, [callerTag(userId), PEOPLE_TAG]);
      return true;
    });
  }

  /**
   * Erases all rows of a person who was erased in a newer state of the database; the job of erasures does the second sweep. The
   * ledger does not have the erasure by that: the caller notes it. Does nothing where no row names the person.
   */
  async eraseAgain(person: Person, { email }: PersonNames): Promise<void> {
    const [again] = await this.database.transaction({ tenantId: person.tenantId }, (tx) =>
      tx.run(beginErasingAgain, person.userId, email ?? null),
    );
    if (!again?.begun) return;
    for (let left = true; left; ) left = await this.eraseBatch(person);
    await this.database.transaction({ tenantId: person.tenantId }, (tx) =>
      tx.run(noteSwept, person.userId, TOKEN_MINUTES),
    );
  }
}
