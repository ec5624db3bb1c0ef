import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { allowLongWait, lockSubjectDays } from '../subject-days/subject-days.sql.js';
import {
  addErased,
  countLeft,
  deleteRejected,
  endErasure,
  erasureById,
  replaceInDays,
  replaceSubject,
} from './subjects.sql.js';

/** The row of the erasure has the id of the job: the payload, which is kept and shown, does not hold the subject. */
export const eraseSubject = defineOperation<JobPayload>('analytics.erase-subject', { of: 'tenant', resumes: true });

/** Rows that one transaction changes, at most. */
const BATCH = 1000;

/** How many events and rejected events a subject had. */
interface Erased {
  readonly events: number;
  readonly rejected: number;
}

/**
 * Replaces a subject by one id in all events, so that what is counted by subject stays as it was, and deletes their rejected
 * events. Run again after a kill, it goes on with the same id and counts.
 */
@HandlesJob(eraseSubject)
export class EraseSubject implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Error where the erasure was asked for more than seven days ago, and its row is gone */
  async run({ tenantId }: JobPayload, { id, signal, progress }: JobContext): Promise<Erased> {
    const within = <T>(work: (tx: Transaction) => Promise<T>) => this.database.transaction({ tenantId }, work);
    const [count] = await within((tx) => tx.run(countLeft, id));
    for (let done = 0; ; ) {
      // Each start takes at least one step, however long it counted.
      if (done > 0) signal.throwIfAborted();
      const step = await within((tx) => this.eraseSome(tx, id));
      if (typeof step !== 'number') return step;
      done += step;
      await progress(done / (count?.left ?? done));
    }
  }

  /** @returns how many rows were changed; of all steps, once nothing is left of what was there */
  private async eraseSome(tx: Transaction, id: string): Promise<number | Erased> {
    // Nobody who has read the subject in an event before adds it to a day afterwards.
    await tx.run(allowLongWait);
    await tx.run(lockSubjectDays);
    const [erasure] = await tx.run(erasureById, id);
    if (!erasure) throw new Error('The erasure was asked for too long ago, and its subject is no longer known.');
    const { subject, pseudonym, ...erased } = erasure;
    if (subject === null || pseudonym === null) return erased;
    const [replaced] = await tx.run(replaceSubject, subject, pseudonym, BATCH);
    const [deleted] = await tx.run(deleteRejected, subject, BATCH);
    const [inDays] = await tx.run(replaceInDays, subject, pseudonym, BATCH);
    const [events, rejected, days] = [replaced?.events ?? 0, deleted?.rejected ?? 0, inDays?.days ?? 0];
    if (events + rejected > 0) await tx.run(addErased, id, events, rejected);
    // What comes from now on stays: a client that sends on would keep the job from ending.
    if (events === BATCH || rejected === BATCH || days === BATCH) return events + rejected + days;
    await tx.run(endErasure, id);
    const all = { events: erased.events + events, rejected: erased.rejected + rejected };
    const action = 'analytics.subject.erased';
    await this.audit.record(tx, { action, targetKind: 'operation', targetId: id, details: { ...all } });
    return all;
  }
}
