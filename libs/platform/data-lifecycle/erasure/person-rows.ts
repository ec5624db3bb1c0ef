import { Injectable } from '@nestjs/common';
import { CacheInvalidation, callerTag, PEOPLE_TAG } from '#platform/cache';
import { Database } from '#platform/database';
import { OutsideData } from '../outside-data.js';
import type { Person, PersonNames } from './erasure.dto.js';
import { addErased, beginErasingAgain, eraseRows, noteSwept } from './erasures.sql.js';

/** Minutes after its last batch that a step of an erasure is given up and due again. */
export const CLAIM_MINUTES = 15;
/** Minutes until no token of the person is valid: its life of 10, and one for clocks that differ. */
export const TOKEN_MINUTES = 11;

/** The rows of persons whose erasure is under way. */
@Injectable()
export class PersonRows {
  /** Rows that one transaction changes, at most. */
  readonly batch: number = 1000;

  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
    private readonly outside: OutsideData,
  ) {}

  /**
   * Erases all rows that transactions have committed by now, in batches. The last one looks at every table, after the tombstone
   * refuses new rows of the person: what it passed over was committed late, or written by what an erasure sets off, and is for the
   * second sweep.
   *
   * @throws what the signal was aborted with, between two batches
   */
  async erase(person: Person, signal?: AbortSignal): Promise<void> {
    let changed: number;
    do {
      signal?.throwIfAborted();
      changed = await this.eraseBatch(person);
    } while (changed >= this.batch);
  }

  /** The same, until a look at every table finds nothing. @throws as `erase` */
  async eraseToTheLast(person: Person, signal: AbortSignal): Promise<void> {
    do signal.throwIfAborted();
    while ((await this.eraseBatch(person)) > 0);
  }

  /**
   * Erases what there is of a person who was erased in a newer state of the database, outside PostgreSQL and in every table; the job of
   * erasures does the second sweep. The ledger does not have the erasure by that: the caller notes it. Does nothing where no row names
   * the person.
   */
  async eraseAgain(person: Person, { email }: PersonNames): Promise<void> {
    const [again] = await this.database.transaction({ tenantId: person.tenantId }, (tx) =>
      tx.run(beginErasingAgain, person.userId, email ?? null),
    );
    if (!again?.begun) return;
    await this.outside.erasePerson(person);
    await this.erase(person);
    await this.database.transaction({ tenantId: person.tenantId }, (tx) =>
      tx.run(noteSwept, person.userId, TOKEN_MINUTES),
    );
  }

  /** Erases rows of one table after the other, and counts them in the same transaction. @returns how many, at most `batch` */
  private eraseBatch({ tenantId, userId }: Person): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const changed = await tx.run(eraseRows, userId, this.batch);
      if (changed.length === 0) return 0;
      const keys = changed.map(({ table, effect }) => `${table} ${effect}`);
      const rows = changed.map((each) => each.rows);
      await tx.run(addErased, userId, keys, rows, CLAIM_MINUTES);
      await this.cache.within(tx, tenantId, [callerTag(userId), PEOPLE_TAG]);
      return rows.reduce((sum, each) => sum + each, 0);
    });
  }
}
