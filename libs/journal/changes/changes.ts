import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import { Journals, type OpenJournal } from '../journals/journals.js';
import type { Person } from '../journals/person.js';
import type { Accepted, Change, Outcome } from './change.js';
import { deletionsOf } from './deletions.sql.js';
import type { RecordRow } from './record-kind.js';
import { writeChanges } from './write-changes.js';

/** What is known of a record: as `row`, or deleted; at version 0 nothing. `row` is `written` by a change before. */
interface State {
  readonly version: number;
  readonly row?: RecordRow | 'written';
}

/** Writes what persons change in their journals. */
@Injectable()
export class Changes {
  constructor(
    private readonly journals: Journals,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Applies changes in their order, each by itself: one that is refused or in conflict leaves the others as they are. Other
   * devices of the person hear that the journal changed.
   *
   * @param tx a transaction in the scope of the person
   * @throws Problem `journal_sealed` (503)
   */
  async apply(tx: Transaction, person: Person, changes: readonly Change[]): Promise<Outcome[]> {
    const journal = await this.journals.lock(tx, person, changes.length);
    const states = await statesOf(tx, changes);
    const outcomes: Outcome[] = [];
    const accepted = new Map<number, Accepted>();
    for (const [at, change] of changes.entries()) {
      const outcome = judge(change, states.get(keyOf(change)) ?? { version: 0 }, journal);
      outcomes.push(outcome);
      if (outcome.is !== 'applied') continue;
      const { version } = outcome;
      accepted.set(at, { ...change, version, position: journal.position - changes.length + 1 + at });
      states.set(keyOf(change), change.content ? { version, row: 'written' } : { version });
    }
    if (accepted.size === 0) return outcomes;
    const rows = await writeChanges(tx, person, journal, [...accepted.values()]);
    for (const [at, { position, version }] of accepted) {
      outcomes[at] = { is: 'applied', version, row: rows.get(position) };
    }
    this.realtime.publish(tx, topicOf.user(person.tenantId, person.userId), { name: 'journal.changed', data: {} });
    return outcomes;
  }
}

const keyOf = ({ kind, id }: Change) => `${kind.name} ${id}`;

async function statesOf(tx: Transaction, changes: readonly Change[]): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  for (const kind of new Set(changes.map((change) => change.kind))) {
    const ids = changes.filter((change) => change.kind === kind).map(({ id }) => id);
    const [deleted, rows] = await Promise.all([tx.run(deletionsOf, kind.name, ids), tx.run(kind.current, ids)]);
    for (const { id, version } of deleted) states.set(`${kind.name} ${id}`, { version });
    for (const row of rows) states.set(`${kind.name} ${row.id}`, { version: row.version, row });
  }
  return states;
}

function judge({ kind, versions, content }: Change, { version, row }: State, journal: OpenJournal): Outcome {
  if (!content && !row) return { is: 'gone', version };
  if (versions ? !versions.includes(version) : !row) {
    return { is: 'conflict', version, ...(typeof row === 'object' && { row }) };
  }
  const problem = content && kind.refusal(content, journal);
  return problem ? { is: 'refused', problem } : { is: 'applied', version: version + 1 };
}
