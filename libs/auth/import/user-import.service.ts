import { Injectable } from '@nestjs/common';
import { fileBytes, readLines } from '#platform/lines';
import { ImportBatch, type Made } from './import-batch.js';
import { lineFaults } from './line-faults.js';
import { type ImportedUser, type LineFault, readUserLine } from './read-user-line.js';
import type { ImportedUsers, ImportOptions } from './user-import.js';

/** Users that one transaction creates. */
const batchSize = 500;
/** Longest line, in characters and in bytes. */
const longestLine = 10_000;
const mostBytes = 4 * longestLine;

/** Imports users from another system, for the command line. */
@Injectable()
export class UserImport {
  constructor(private readonly batches: ImportBatch) {}

  /**
   * Makes a user of each line, as `{"email", "name", "passwordHash"?, "role"?, "verified"?, "locale"?,
   * "createdAt"?}`: Argon2id and bcrypt hashes (cost 12 at most) are taken as they are, and renewed when their
   * users sign in. Without a hash they choose a password by the mail that resets it. One that is not `verified` takes no seat of
   * the plan, and goes after seven days unless they prove their address or have a link mailed. Batches of 500 commit one by
   * one, so that an import that stops half-way is continued by the next.
   *
   * @param file the path of a JSON Lines file; empty lines are skipped
   * @throws Problem `import_file_unreadable` (400); `quota_exceeded` (402) at the batch that exceeds the plan
   */
  async import(tenantId: string, file: string, { dryRun, onRefused }: ImportOptions = {}): Promise<ImportedUsers> {
    const trial = dryRun ? { emails: new Set<string>(), seats: 0 } : undefined;
    const counts = { created: 0, skipped: 0, refused: 0 };
    let batch: ImportedUser[] = [];
    const flush = async () => {
      const made = trial ? await this.try(tenantId, batch, trial) : await this.batches.write(tenantId, batch);
      counts.created += made.length;
      counts.skipped += batch.length - made.length;
      batch = [];
    };
    let number = 0;
    for await (const line of readLines(await fileBytes(file), mostBytes)) {
      number += 1;
      if (line?.trim() === '') continue;
      const read = readLine(line);
      if ('user' in read) batch.push(read.user);
      else {
        counts.refused += 1;
        for (const fault of read.faults) onRefused?.({ line: number, ...fault });
      }
      if (batch.length === batchSize) await flush();
    }
    if (batch.length > 0) await flush();
    return counts;
  }

  /** The database does not see duplicates across batches that were rolled back: `trial` remembers the addresses. */
  private async try(
    tenantId: string,
    batch: readonly ImportedUser[],
    trial: { emails: Set<string>; seats: number },
  ): Promise<Made[]> {
    const fresh = batch.filter(({ email }) => !trial.emails.has(email));
    const made = await this.batches.try(tenantId, fresh, trial.seats);
    for (const { email, seated } of made) {
      trial.emails.add(email);
      if (seated) trial.seats += 1;
    }
    return made;
  }
}

function readLine(line: string | undefined): { user: ImportedUser } | { faults: LineFault[] } {
  return line === undefined || line.length > longestLine
    ? { faults: [{ pointer: '', ...lineFaults.tooLong }] }
    : readUserLine(line);
}
