import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import { journalProblems } from '../journal.errors.js';
import { Journals, type OpenJournal } from '../journals/journals.js';
import type { Person } from '../journals/person.js';
import { appliedChanges } from './applied-changes.sql.js';
import type { Accepted, Change, Outcome } from './change.js';
import { deletionsOf } from './deletions.sql.js';
import type { RecordRow } from './record-kind.js';
import { writeChanges } from './write-changes.js';

/** What is known of a record. */
interface State {
  /** 0 where nothing is. */
  readonly version: number;
  /** Whether it is not deleted. */
  readonly exists: boolean;
  /** As it was before the changes. */
  readonly row?: RecordRow;
}

const unknown: State = { version: 0, exists: false };

/** What the database says before the changes are made. */
interface Before {
  /** What became of changes that were applied, by the ids that the device gave them. */
  readonly applied: Map<string, Outcome>;
  /** Of records, by `keyOf`. */
  readonly states: Map<string, State>;
}

/** Writes what persons change in their journals. */
@Injectable()
export class Changes {
  constructor(
    private readonly journals: Journals,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Applies changes in their order, each by itself: one that is refused or in conflict leaves those of other records as they
   * are. Other devices of the person hear that the journal changed.
   *
   * @param tx a transaction in the scope of the person
   * @returns the journal, which is locked until the end of the transaction, and what became of each change
   * @throws Problem `journal_sealed` (503), `master_key` (500)
   */
  async apply(
    tx: Transaction,
    person: Person,
    changes: readonly Change[],
  ): Promise<{ readonly journal: OpenJournal; readonly outcomes: Outcome[] }> {
    // In one round trip: each of them sees what was committed before it began, and so what the lock waited for.
    const [journal, applied, states] = await Promise.all([
      this.journals.lockOpen(tx, person, changes.length),
      appliedBefore(tx, changes),
      statesOf(tx, changes),
    ]);
    if (journal) return { journal, outcomes: await this.applyTo(tx, person, journal, { applied, states }, changes) };
    await this.journals.open(tx, person);
    return this.apply(tx, person, changes);
  }

  private async applyTo(
    tx: Transaction,
    person: Person,
    journal: OpenJournal,
    { applied, states }: Before,
    changes: readonly Change[],
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const accepted = new Map<number, Accepted>();
    const stopped = new Set<string>();
    for (const [at, change] of changes.entries()) {
      const before = change.changeId === undefined ? undefined : applied.get(change.changeId);
      const key = keyOf(change);
      // It was made on top of what was not applied: at the version that it names there may be what it never saw.
      const outcome = before ?? (stopped.has(key) ? earlierRefused() : judge(change, states.get(key), journal));
      outcomes.push(outcome);
      if (outcome.is === 'conflict' || outcome.is === 'refused') stopped.add(key);
      if (before || outcome.is !== 'applied') continue;
      if (change.changeId !== undefined) applied.set(change.changeId, outcome);
      const { version } = outcome;
      accepted.set(at, { ...change, version, position: journal.position - changes.length + 1 + at });
      states.set(key, { version, exists: change.content !== undefined });
    }
    if (accepted.size === 0) return outcomes;
    const rows = await writeChanges(tx, person, journal.texts, [...accepted.values()]);
    for (const [at, { position, version }] of accepted) {
      outcomes[at] = { is: 'applied', version, row: rows.get(position) };
    }
    this.tell(tx, person);
    return outcomes;
  }

  /** Tells the devices of a person that the journal changed. @param tx that changes it */
  tell(tx: Transaction, { tenantId, userId }: Person): void {
    this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'journal.changed', data: {} });
  }
}

/** The changes that are in the journal already, by the ids that the device gave them. */
async function appliedBefore(tx: Transaction, changes: readonly Change[]): Promise<Map<string, Outcome>> {
  const ids = changes.flatMap(({ changeId }) => changeId ?? []);
  const rows = ids.length > 0 ? await tx.run(appliedChanges, ids) : [];
  return new Map(rows.map(({ id, version }) => [id, { is: 'applied', version }]));
}

const keyOf = ({ kind, id }: Change) => `${kind.name} ${id}`;

async function statesOf(tx: Transaction, changes: readonly Change[]): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  const kinds = [...new Set(changes.map((change) => change.kind))].map(async (kind) => {
    const ids = changes.filter((change) => change.kind === kind).map(({ id }) => id);
    const [deleted, rows] = await Promise.all([tx.run(deletionsOf, kind.name, ids), tx.run(kind.current, ids)]);
    for (const { id, version } of deleted) states.set(`${kind.name} ${id}`, { version, exists: false });
    for (const row of rows) states.set(`${kind.name} ${row.id}`, { version: row.version, exists: true, row });
  });
  await Promise.all(kinds);
  return states;
}

function judge({ kind, versions, content }: Change, state: State | undefined, journal: OpenJournal): Outcome {
  const { version, exists, row } = state ?? unknown;
  if (!content && !exists) return { is: 'gone', version };
  if (versions ? !versions.includes(version) : !exists) return { is: 'conflict', version, row };
  const problem = content && kind.refusal(content, journal);
  return problem ? { is: 'refused', problem } : { is: 'applied', version: version + 1 };
}

const earlierRefused = (): Outcome => ({ is: 'refused', problem: journalProblems.earlier_change_refused() });
