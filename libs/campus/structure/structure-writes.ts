import { Injectable } from '@nestjs/common';
import { CacheInvalidation } from '#platform/cache';
import { Database, isReferenced, isUniqueViolation, type Statement, type Transaction } from '#platform/database';
import { type AtVersion, assertVersion } from '#platform/http';
import { campusProblems } from '../campus.errors.js';

/** The tag of the one answer that shows the structure and the years. */
export const STRUCTURE_TAG = 'campus.structure';

/** What the writes of places and of years have in common. */
@Injectable()
export class StructureWrites {
  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
  ) {}

  /**
   * Runs a write in a transaction, and invalidates the answers with these tags after its commit.
   *
   * @throws Problem `name_taken`, `programme_code_taken`, `another_year_is_open`, `in_use` (409) where the database refuses it
   */
  async write<Done>(
    tenantId: string,
    tags: readonly string[],
    work: (tx: Transaction) => Promise<Done>,
  ): Promise<Done> {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const done = await work(tx);
        await this.cache.within(tx, tenantId, tags);
        return done;
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/**
 * Locks a row that is to be changed or deleted.
 *
 * @throws Problem `not_in_structure` (404), `precondition_failed` (412)
 */
export async function lockAt<Row extends { readonly version: number }>(
  tx: Transaction,
  lock: Statement<Row, [id: string]>,
  { id, versions }: AtVersion,
): Promise<Row> {
  const [row] = await tx.run(lock, id);
  if (!row) throw campusProblems.not_in_structure({ id });
  assertVersion(versions, row.version);
  return row;
}

function refusalOf(error: unknown): unknown {
  if (isReferenced(error)) return campusProblems.in_use();
  if (isUniqueViolation(error, 'programmes_by_code')) return campusProblems.programme_code_taken();
  if (isUniqueViolation(error, 'years_open')) return campusProblems.another_year_is_open();
  return isUniqueViolation(error) ? campusProblems.name_taken() : error;
}
