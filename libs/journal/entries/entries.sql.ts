import { statement } from '#platform/database';
import { atLeast, day, declareList, equals, integer, type ListFilter, uuid } from '#platform/lists';
import type { RecordRow } from '../changes/record-kind.js';
import { declareRows } from '../changes/record-rows.sql.js';
import { dataKey } from '../journals/journals.sql.js';
import type { EntryDto, EntrySort } from './entries.dto.js';
import { drawnNames, type ScoreName } from './scores.js';

/** What an entry says, as it is stored. */
export interface WrittenRow
  extends Readonly<Record<'mood' | ScoreName, number | null>>,
    Readonly<Pick<EntryDto, 'version' | 'day' | 'tags' | 'addictions' | 'attachments'>> {
  /** Sealed. */
  readonly reflection: Buffer | null;
}

export interface EntryRow extends WrittenRow, RecordRow {
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface EntryVersionRow extends WrittenRow, RecordRow {
  readonly writtenAt: Date;
}

const content = `day, ${drawnNames.join(', ')}, tags, addictions, attachments, reflection`;
const written = `version, ${content}, ${dataKey} as "dataKey"`;
const columns = `id, position, ${written}, created_at as "createdAt", updated_at as "updatedAt"`;

/** Entries with a score in a range, as in `craving:5..10`. One person has few: they are read by day. */
const ofScore: ListFilter = {
  condition: (place) => {
    const name = place();
    const score = drawnNames.map((each) => `when '${each}' then ${each}`).join(' ');
    return `case ${name} ${score} end between ${place()}::smallint and ${place()}::smallint`;
  },
  parameters: (value) => value.split(/:|\.\./),
};
const ofTag: ListFilter = { ...equals('tags'), condition: (place) => `${place()} = any (tags)` };
const upTo: ListFilter = { ...equals('day'), condition: (place) => `day <= ${place()}` };
const byDay = { keys: [day('day', 'day'), uuid('id', 'id')] };

/** The entries of the person in force. */
export const entryList = declareList<EntryRow, EntrySort, 'from' | 'to' | 'tag' | 'score'>({
  name: 'journal.entries',
  columns,
  from: 'journal.entries',
  filters: { from: atLeast('day', String), to: upTo, tag: ofTag, score: ofScore },
  sorts: { '-day': byDay, day: byDay },
});

/** The former versions of an entry. */
export const entryVersionList = declareList<EntryVersionRow, '-version', 'entry'>({
  name: 'journal.entry-versions',
  columns: `entry_id as id, 0 as position, ${written}, written_at as "writtenAt"`,
  from: 'journal.entry_versions',
  filters: { entry: equals('entry_id') },
  always: ['entry'],
  sorts: { '-version': { keys: [integer('version', 'version')] } },
});

export const entryRows = declareRows<EntryRow>('entries', columns);

/** An entry in JSON, with the reflection in base64, as a record and as columns in the order of `content`. */
const given = `(id uuid, version integer, position integer, day date,
      ${drawnNames.map((name) => `${name} smallint`).join(', ')}, tags text[], addictions uuid[], attachments uuid[],
      reflection text)`;
const givenContent = `day, ${drawnNames.join(', ')}, tags, addictions, attachments, decode(reflection, 'base64')`;

/** See `RecordKind`. */
export const createEntry = statement<
  EntryRow,
  [tenantId: string, userId: string, dataKey: Buffer, entry: string, textBytes: number, textLimit: number | null]
>('journal.entries.create')`
  with locked as (
      update journal.journals set position = position + 1, text_bytes = text_bytes + $5::bigint
      where tenant_id = $1 and user_id = $2 and ${dataKey} = $3
        and ($6::bigint is null or $5::bigint = 0 or text_bytes + $5::bigint <= $6::bigint)
      returning position as last)
    insert into journal.entries (tenant_id, user_id, id, version, position, ${content})
    select $1, $2, id, 1, last, ${givenContent} from locked, jsonb_to_record($4) as r ${given}
    returning ${columns}`;

/** Writes entries, in JSON with the reflection in base64. What was written before stays as a former version. */
export const writeEntries = statement<EntryRow, [tenantId: string, userId: string, rows: string]>(
  'journal.entries.write',
)`
  insert into journal.entries (tenant_id, user_id, id, version, position, ${content})
    select $1, $2, id, version, position, ${givenContent} from jsonb_to_recordset($3) as r ${given}
    on conflict (tenant_id, user_id, id) do update set version = excluded.version, position = excluded.position,
      day = excluded.day, ${drawnNames.map((name) => `${name} = excluded.${name}`).join(', ')}, tags = excluded.tags,
      addictions = excluded.addictions, attachments = excluded.attachments, reflection = excluded.reflection,
      updated_at = now()
    returning ${columns}`;
