import { type InExports, statement } from '#platform/database';

/** Lines of one part. */
const PART = 5000;

/** Writes the export of the user in force, with more lines at its end, in parts of so many lines. */
export const writeExport = statement<
  { lines: number },
  [
    id: string,
    tenantId: string,
    userId: string,
    email: string | null,
    subjects: readonly string[],
    more: readonly string[],
  ]
>('data-lifecycle.exports.write')`
  with numbered as (
      select row_number() over () - 1 as n, line from (
        select json_build_object('table', name, 'row', data)::text as line from platform.export_person_rows($4, $5)
        union all select unnest($6::text[])) lines
    ), written as (
      insert into platform.person_exports (tenant_id, id, part, user_id, lines)
      select $2::uuid, $1::uuid, n / ${PART}, $3::uuid, string_agg(line, E'\\n' order by n) || E'\\n'
      from numbered group by n / ${PART} returning 1
    )
    select count(*)::int as lines from numbered`;

/** Deletes the export `$2` of a user, or all of theirs. */
export const deleteExports = statement<object, [userId: string, id: string | null]>('data-lifecycle.exports.delete')`
  delete from platform.person_exports where user_id = $1 and id = coalesce($2, id)`;

/** A part of an export, and the number of its last one. */
export interface ExportPart {
  readonly lines: string;
  readonly last: number;
}

export const exportPart = statement<ExportPart, [id: string, part: number]>('data-lifecycle.exports.part')`
  select lines, (select max(part) from platform.person_exports where id = $1) as last
    from platform.person_exports where id = $1 and part = $2`;

/** A table that exports of persons contain. */
export interface ExportedTable {
  readonly table: string;
  /** What its rows are to the person; null where it is not declared. */
  readonly inExports: InExports | null;
  /** The columns that refer to files. */
  readonly files: readonly string[];
}

export const exportedTables = statement<ExportedTable>('data-lifecycle.exports.tables')`
  select c.name as "table", c.declaration->'inExports' as "inExports", array(
      select b.name from jsonb_object_keys(coalesce(c.declaration->'blobs', '{}')) as b (name)
      where exists (select from jsonb_array_elements(c.declaration->'persons') as p where p->'exports' ? b.name)) as files
    from platform.data_catalogue c
    where exists (select from jsonb_array_elements(c.declaration->'persons') as p where jsonb_typeof(p->'exports') = 'array')`;
