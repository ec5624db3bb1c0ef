import { lockedRowOf, rowOf, statement } from '#platform/database';
import { declareList, equals, integer } from '#platform/lists';
import type { Separator } from './roster-text.js';
import type { RosterCountsDto, RosterDto, RosterRefusalDto } from './rosters.dto.js';

/** What is known of a roster. */
export interface RosterRow extends Omit<RosterDto, 'counts' | 'separator'> {
  readonly separator: Separator;
  /** Of the file; null once the roster was applied. */
  readonly digest: string | null;
  readonly appliedLine: number;
  /** With how many are enrolled for the year at universities that it names. */
  readonly counts: (RosterCountsDto & { readonly enrolled: number }) | null;
}

const columns = `id, year_id as "yearId", encoding, separator, columns, state, mapping, counts, end_missing as "endMissing",
  digest, applied_line as "appliedLine", version, created_at as "createdAt", updated_at as "updatedAt"`;

export const insertRoster = statement<
  RosterRow,
  [
    tenantId: string,
    id: string,
    yearId: string,
    digest: string,
    encoding: string,
    separator: string,
    columns: readonly string[],
  ]
>('campus.rosters.insert')`
  insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns)
    values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`;

export const rosterById = rowOf<RosterRow>('campus.rosters', columns);

export const lockRoster = lockedRowOf<RosterRow>('campus.rosters', columns);

/** All but the newest. */
export const deleteOlderRosters = statement<Pick<RosterRow, 'digest'>, [kept: number]>('campus.rosters.delete-older')`
  delete from campus.rosters where id in (select id from campus.rosters order by created_at desc, id desc offset $1)
    returning digest`;

export const deleteRoster = statement<Pick<RosterRow, 'digest'>, [id: string]>('campus.rosters.delete')`
  delete from campus.rosters where id = $1 returning digest`;

/** Forgets what a former check found. */
export const beginCheck = statement<object, [id: string, mapping: string, endMissing: boolean]>(
  'campus.rosters.begin-check',
)`
  update campus.rosters set state = 'received', mapping = $2::jsonb, counts = null, end_missing = $3, applied_line = 0,
    version = version + 1, updated_at = now() where id = $1`;

export const endCheck = statement<object, [id: string, counts: string]>('campus.rosters.end-check')`
  update campus.rosters set state = 'checked', counts = $2::jsonb, version = version + 1, updated_at = now() where id = $1`;

export const noteApplied = statement<object, [id: string, line: number]>('campus.rosters.note-applied')`
  update campus.rosters set applied_line = $2, updated_at = now() where id = $1`;

/** Its file is released by the caller. */
export const endApply = statement<object, [id: string]>('campus.rosters.end-apply')`
  update campus.rosters set state = 'applied', digest = null, version = version + 1, updated_at = now() where id = $1`;

export const refusalList = declareList<RosterRefusalDto, 'line', 'roster'>({
  name: 'campus.roster-refusals',
  columns: 'line, number, field, reason',
  from: 'campus.roster_refusals',
  filters: { roster: equals('roster_id') },
  always: ['roster'],
  sorts: { line: { keys: [integer('line', 'line')] } },
});
