import { validateBody } from '#platform/http';
import { Problem } from '#platform/problems';
import { addictionRecord } from '../addictions/addiction-record.js';
import { AddictionContentDto } from '../addictions/addictions.dto.js';
import type { Change } from '../changes/change.js';
import { keyOf } from '../changes/judge-changes.js';
import type { RecordKind } from '../changes/record-kind.js';
import { EntryContentDto } from '../entries/entries.dto.js';
import { entryRecord } from '../entries/entry-record.js';
import { journalProblems } from '../journal.errors.js';
import { relapseRecord } from '../relapses/relapse-record.js';
import { RelapseContentDto } from '../relapses/relapses.dto.js';
import { SyncChangeDto } from './sync.dto.js';

/** Every kind of record. */
export const kinds: readonly RecordKind[] = [entryRecord, addictionRecord, relapseRecord];

const contents = { entry: EntryContentDto, addiction: AddictionContentDto, relapse: RelapseContentDto };

/** Each change of a request, or why it is refused: for its own faults, or for those of an earlier one of the same record. */
export async function readChanges(given: readonly SyncChangeDto[]): Promise<(Change | Problem)[]> {
  const read: (Change | Problem)[] = [];
  const refused = new Set<string>();
  for (const each of given) {
    const change = await readChange(each);
    const stopped = !(change instanceof Problem) && refused.has(keyOf(change));
    read.push(stopped ? journalProblems.earlier_change_refused() : change);
    if (change instanceof Problem) refused.add(`${each.kind} ${each.id}`);
  }
  return read;
}

async function readChange(given: object): Promise<Change | Problem> {
  try {
    const { changeId, kind: name, id, baseVersion, content } = await validateBody(SyncChangeDto, given);
    const kind = kinds.find((each) => each.name === name) as RecordKind;
    const valid = content && (await validateBody<object>(contents[name], content, '/content'));
    return { kind, id, changeId, versions: [baseVersion], content: valid };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
