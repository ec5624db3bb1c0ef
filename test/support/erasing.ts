import { randomBytes } from 'node:crypto';
import type { Audit } from '#platform/audit';
import { Settings } from '#platform/config';
import { ErasePerson, ErasureReceipts, type OutsideData, type Person, PersonRows } from '#platform/data-lifecycle';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { Signatures } from '#platform/signatures';
import type { TestDatabase } from './test-database.js';
import type { TestStorage } from './test-storage.js';

const masterKey = randomBytes(32).toString('base64url');

/** What a test of erasures fakes; the rest is real. */
export interface Erasing {
  readonly outside: OutsideData;
  readonly audit: Pick<Audit, 'record'>;
  readonly tell?: (person: Person) => Promise<void>;
  /** By default real ones. */
  readonly rows?: PersonRows;
}

/** What erases persons, with the database and the storage of a test, and no queue. */
export function erasing({ database }: TestDatabase, files: TestStorage, { outside, audit, tell, rows }: Erasing) {
  const settings = Object.assign(new Settings(), { masterKey });
  const signatures = new Signatures(database, new MasterKey(settings), { record: async () => {} } as never);
  const receipts = new ErasureReceipts(database, outside, settings, signatures, audit as Audit);
  const job = new ErasePerson(
    database,
    outside,
    files.released,
    rows ?? new PersonRows(database, { within: async () => {} } as never, outside),
    new ErasureLedger(database, files.store, files.incoming),
    { tell: tell ?? (async () => {}) },
    receipts,
  );
  return {
    receipts,
    signatures,
    /** Takes the step of the erasure that is due. @param signal by default one that is never aborted */
    erase: (person: Person, signal = new AbortController().signal) =>
      job.run(person, { id: newId(), attempt: 1, signal, progress: async () => {} }),
  };
}
