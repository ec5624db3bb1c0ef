import type { Person } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { JournalTexts } from '../journals/journal-texts.js';
import type { Accepted } from './change.js';
import { forgetDeletions, insertDeletions } from './deletions.sql.js';
import type { RecordRow } from './record-kind.js';

/**
 * Writes changes, a statement for all of a kind. Where a record changes several times, each of its versions is written.
 *
 * @returns the written rows by position
 */
export async function writeChanges(
  tx: Transaction,
  person: Person,
  texts: JournalTexts,
  changes: readonly Accepted[],
): Promise<Map<number, RecordRow>> {
  const rows = new Map<number, RecordRow>();
  for (let left = changes; left.length > 0; ) {
    const [round, later] = firstOfEach(left);
    for (const kind of new Set(round.map((change) => change.kind))) {
      const ofKind = round.filter((change) => change.kind === kind);
      for (const row of await writeKind(tx, person, texts, ofKind)) rows.set(row.position, row);
    }
    left = later;
  }
  return rows;
}

/** The first change of each record, and the others. */
function firstOfEach(changes: readonly Accepted[]): [first: Accepted[], others: Accepted[]] {
  const seen = new Set<string>();
  const [first, others]: [Accepted[], Accepted[]] = [[], []];
  for (const change of changes) {
    const key = `${change.kind.name} ${change.id}`;
    (seen.has(key) ? others : first).push(change);
    seen.add(key);
  }
  return [first, others];
}

/** Writes changes of different records of a kind. */
async function writeKind(
  tx: Transaction,
  person: Person,
  texts: JournalTexts,
  changes: readonly Accepted[],
): Promise<readonly RecordRow[]> {
  const { tenantId, userId } = person;
  const { kind } = changes[0] as Accepted;
  const deleted = changes.filter(({ content }) => !content);
  if (deleted.length > 0) {
    const of = deleted.map(({ id, version, position }) => ({ id, version, position }));
    await tx.run(
      kind.remove,
      of.map(({ id }) => id),
    );
    await tx.run(insertDeletions, tenantId, userId, kind.name, JSON.stringify(of));
  }
  const written = changes.flatMap(({ id, version, position, content }) =>
    content ? [{ ...kind.columns(content, id, texts), id, version, position }] : [],
  );
  if (written.length === 0) return [];
  // A version after the first may be that of a record that was deleted.
  const again = written.filter(({ version }) => version > 1).map(({ id }) => id);
  if (again.length > 0) await tx.run(forgetDeletions, kind.name, again);
  return tx.run(kind.write, tenantId, userId, JSON.stringify(written));
}
