import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import { Journals, type OpenJournal } from '../journals/journals.js';
import { TextQuota } from '../journals/text-room.js';
import { type AppliedChange, appliedChanges, insertApplied } from './applied-changes.sql.js';
import type { Change, Outcome } from './change.js';
import { deletionsOf } from './deletions.sql.js';
import { type Before, type Judged, judgeChanges, keyOf, type State } from './judge-changes.js';
import { textBytesOf } from './record-kind.js';
import { writeChanges } from './write-changes.js';

/** What became of changes. */
export interface Applied {
  /** Locked until the end of the transaction, at the position of the last of the changes. */
  readonly journal: OpenJournal;
  /** One for each change, in their order. */
  readonly outcomes: readonly Outcome[];
  /** How many records were deleted because they belong to deleted ones, at the positions after that of `journal`. */
  readonly implied: number;
}

/** Writes what persons change in their journals. */
@Injectable()
export class Changes {
  constructor(
    private readonly journals: Journals,
    private readonly realtime: Realtime,
    private readonly quota: TextQuota,
  ) {}

  /**
   * Applies changes in their order, each by itself: one that is refused or in conflict leaves those of other records as they
   * are. Other devices of the person hear that the journal changed.
   *
   * @param tx a transaction in the scope of the person
   * @throws Problem `journal_sealed` (503), `master_key` (500)
   */
  async apply(tx: Transaction, person: Person, changes: readonly Change[]): Promise<Applied> {
    const wanted = changes.reduce((sum, { kind, content }) => sum + textBytesOf(kind, content), 0);
    // In one round trip: each of them sees what was committed before it began, and so what the lock waited for.
    const [journal, applied, states] = await Promise.all([
      this.journals.lockOpen(tx, person, changes.length, wanted),
      appliedBefore(tx, changes),
      statesOf(tx, changes),
    ]);
    if (!journal) {
      await this.journals.open(tx, person);
      return this.apply(tx, person, changes);
    }
    const room = await this.quota.roomFor(tx, person, journal, wanted);
    const judged = judgeChanges(changes, { applied, states }, journal, room);
    if (room.counted) await this.quota.store(tx, person, room);
    const outcomes = await this.write(tx, person, journal, judged);
    return { journal, outcomes, implied: judged.implied };
  }

  private async write(
    tx: Transaction,
    person: Person,
    journal: OpenJournal,
    { outcomes, accepted, implied, noted }: Judged,
  ): Promise<Outcome[]> {
    const { tenantId, userId } = person;
    if (noted.length > 0) await tx.run(insertApplied, tenantId, userId, JSON.stringify(noted));
    if (accepted.length === 0) return outcomes;
    if (implied > 0) await this.journals.lockOpen(tx, person, implied);
    const rows = await writeChanges(tx, person, journal.texts, accepted);
    this.tell(tx, person);
    return outcomes.map((outcome) =>
      'made' in outcome && outcome.made !== undefined ? { ...outcome, row: rows.get(outcome.made) } : outcome,
    );
  }

  /** Tells the devices of a person that the journal changed. @param tx that changes it */
  tell(tx: Transaction, { tenantId, userId }: Person): void {
    this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'journal.changed', data: {} });
  }
}

/** The changes that are in the journal already, by the ids that devices gave them. */
async function appliedBefore(tx: Transaction, changes: readonly Change[]): Promise<Map<string, AppliedChange>> {
  const ids = changes.flatMap(({ changeId }) => changeId ?? []);
  const rows = ids.length > 0 ? await tx.run(appliedChanges, ids) : [];
  return new Map(rows.map((row) => [row.id, row]));
}

/** The records that are changed, and those that belong to what is deleted. */
async function statesOf(tx: Transaction, changes: readonly Change[]): Promise<Before['states']> {
  const kinds = [...new Set(changes.map((change) => change.kind))].map(async (kind): Promise<State[]> => {
    const ofKind = changes.filter((change) => change.kind === kind);
    const ids = ofKind.map(({ id }) => id);
    const deleted = ofKind.filter(({ content }) => !content).map(({ id }) => id);
    const [deletions, rows, parts] = await Promise.all([
      tx.run(deletionsOf, kind.name, ids),
      tx.run(kind.current, ids),
      kind.parts && deleted.length > 0 ? tx.run(kind.parts.of, deleted) : [],
    ]);
    return [
      ...parts.map((part) => ({ ...part, kind: kind.parts?.kind as State['kind'], exists: true })),
      ...deletions.map(({ id, version }) => ({ kind, id, version, exists: false })),
      ...rows.map((row) => ({ kind, id: row.id, version: row.version, exists: true, whole: kind.whole?.(row), row })),
    ];
  });
  const states = (await Promise.all(kinds)).flat();
  // Those with a row come last where a record is both changed and belongs to what is deleted.
  return new Map(states.sort((a, b) => Number('row' in a) - Number('row' in b)).map((state) => [keyOf(state), state]));
}
