import { journalProblems } from '../journal.errors.js';
import type { OpenJournal } from '../journals/journals.js';
import { type TextRoom, takeRoom } from '../journals/text-room.js';
import type { AppliedChange } from './applied-changes.sql.js';
import type { Accepted, Change, Outcome } from './change.js';
import { type RecordKind, type RecordRow, textBytesOf } from './record-kind.js';

/** What is known of a record while changes are judged. */
export interface State {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  /** Whether it is not deleted. */
  readonly exists: boolean;
  /** The id of the record that it belongs to. */
  readonly whole?: string | undefined;
  /** As it was before these changes. */
  readonly row?: RecordRow;
  /** Of the last of these changes that was made of it. */
  readonly made?: number;
}

/** What the database says before the changes are made. */
export interface Before {
  /** Changes that were applied earlier, by the ids that devices gave them. */
  readonly applied: Map<string, AppliedChange>;
  /** Records by `keyOf`. */
  readonly states: Map<string, State>;
}

export interface Judged {
  /** One for each change, in their order. */
  readonly outcomes: Outcome[];
  /** What is to be written, in its order: also the deletions of what belongs to deleted records. */
  readonly accepted: Accepted[];
  /** How many of `accepted` are such deletions. Their positions follow those of the journal. */
  readonly implied: number;
  /** What is to be noted as applied. */
  readonly noted: AppliedChange[];
}

export const keyOf = ({ kind, id }: Pick<Change, 'kind' | 'id'>) => `${kind.name} ${id}`;

/**
 * Judges changes one after the other, each on top of those before it.
 *
 * @param before is brought up to what the changes make of it
 * @param journal locked for these changes
 * @param room for their texts, of which the accepted ones take theirs
 */
export function judgeChanges(changes: readonly Change[], before: Before, journal: OpenJournal, room: TextRoom): Judged {
  const { applied, states } = before;
  const [outcomes, accepted, noted]: [Outcome[], Accepted[], AppliedChange[]] = [[], [], []];
  const stopped = new Set<string>();
  /** The records that are as these changes made them, or once did. */
  const own = new Set<string>();
  let implied = 0;
  const accept = (change: Change, version: number, position: number) => {
    const { kind, id, content } = change;
    accepted.push({ ...change, version, position });
    states.set(keyOf(change), { kind, id, version, exists: !!content, whole: wholeOf(kind, content), made: position });
    if (content || !kind.parts) return;
    for (const part of partsOf(change, states)) {
      implied += 1;
      accept({ kind: part.kind, id: part.id, versions: [] }, part.version + 1, journal.position + implied);
    }
  };
  for (const [at, change] of changes.entries()) {
    const key = keyOf(change);
    const outcome =
      repeated(change, applied) ??
      // It was made on top of what was not applied: at the version that it names there may be what it never saw.
      (stopped.has(key) ? earlierRefused() : judge(change, states.get(key), own.has(key), journal, room));
    const position = journal.position - changes.length + 1 + at;
    outcomes.push(outcome.is === 'applied' && !outcome.repeated ? { ...outcome, made: position } : outcome);
    if (outcome.is === 'conflict' || outcome.is === 'refused') {
      stopped.add(key);
      continue;
    }
    own.add(key);
    if (outcome.is === 'applied' && outcome.repeated) continue;
    if (outcome.is === 'applied') accept(change, outcome.version, position);
    if (change.changeId === undefined) continue;
    const note = { id: change.changeId, version: outcome.version, kind: change.kind.name, recordId: change.id };
    applied.set(note.id, note);
    noted.push(note);
  }
  return { outcomes, accepted, implied, noted };
}

/** What is said of a change that was applied before. */
function repeated({ changeId, kind, id }: Change, applied: Before['applied']): Outcome | undefined {
  const known = changeId === undefined ? undefined : applied.get(changeId);
  if (!known) return undefined;
  // Before it was noted of which record a change is, only its id was.
  if (known.recordId !== null && (known.kind !== kind.name || known.recordId !== id)) {
    return { is: 'refused', problem: journalProblems.change_id_reused() };
  }
  return { is: 'applied', version: known.version, repeated: true };
}

function judge(
  change: Change,
  state: State | undefined,
  isOwn: boolean,
  journal: OpenJournal,
  room: TextRoom,
): Outcome {
  const { kind, versions, content, replaces, inDoubt } = change;
  const { version, exists, row, made } = state ?? { version: 0, exists: false };
  if ((!content || replaces) && !exists) return { is: 'gone', version };
  const unknown = inDoubt && version > 0 && !isOwn;
  if (unknown || (versions ? !versions.includes(version) : !exists)) return { is: 'conflict', version, row, made };
  const problem = content && (kind.refusal(content, journal) ?? takeRoom(room, textBytesOf(kind, content)));
  return problem ? { is: 'refused', problem } : { is: 'applied', version: version + 1 };
}

const wholeOf = (kind: RecordKind, content: object | undefined) => content && kind.whole?.(content);

const partsOf = ({ kind, id }: Change, states: Before['states']) =>
  [...states.values()].filter((state) => state.exists && state.kind === kind.parts?.kind && state.whole === id);

const earlierRefused = (): Outcome => ({ is: 'refused', problem: journalProblems.earlier_change_refused() });
