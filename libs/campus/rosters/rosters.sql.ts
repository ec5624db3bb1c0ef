import { samples, statement } from '#platform/database';
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
>({
  name: 'campus.rosters.insert',
  unchecked: 'it reads no table',
  text: `insert into campus.rosters (tenant_id, id, year_id, digest, encoding, separator, columns)
    values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
  sample: [samples.tenantInForce, samples.otherId, samples.id, '0', 'utf-8', ';', ['number']],
});

export const rosterById = statement<RosterRow, [id: string]>({
  name: 'campus.rosters.by-id',
  unchecked: 'a tenant has ten rosters at most',
  text: `select ${columns} from campus.rosters where id = $1`,
  sample: [samples.id],
});

export const lockRoster = statement<RosterRow, [id: string]>({
  name: 'campus.rosters.lock',
  unchecked: 'a tenant has ten rosters at most',
  text: `select ${columns} from campus.rosters where id = $1 for update`,
  sample: [samples.id],
});

/** All but the newest. */
export const deleteOlderRosters = statement<Pick<RosterRow, 'digest'>, [kept: number]>({
  name: 'campus.rosters.delete-older',
  text: `delete from campus.rosters where id in (select id from campus.rosters order by created_at desc, id desc offset $1)
    returning digest`,
  sample: [10],
});

export const deleteRoster = statement<Pick<RosterRow, 'digest'>, [id: string]>({
  name: 'campus.rosters.delete',
  index: 'rosters_pkey',
  text: 'delete from campus.rosters where id = $1 returning digest',
  sample: [samples.id],
});

/** Forgets what a former check found. */
export const beginCheck = statement<object, [id: string, mapping: string, endMissing: boolean]>({
  name: 'campus.rosters.begin-check',
  unchecked: 'a tenant has ten rosters at most',
  text: `update campus.rosters set state = 'received', mapping = $2::jsonb, counts = null, end_missing = $3, applied_line = 0,
    version = version + 1, updated_at = now() where id = $1`,
  sample: [samples.id, '{}', false],
});

export const endCheck = statement<object, [id: string, counts: string]>({
  name: 'campus.rosters.end-check',
  unchecked: 'a tenant has ten rosters at most',
  text: `update campus.rosters set state = 'checked', counts = $2::jsonb, version = version + 1, updated_at = now() where id = $1`,
  sample: [samples.id, '{}'],
});

export const noteApplied = statement<object, [id: string, line: number]>({
  name: 'campus.rosters.note-applied',
  unchecked: 'a tenant has ten rosters at most',
  text: 'update campus.rosters set applied_line = $2, updated_at = now() where id = $1',
  sample: [samples.id, 1000],
});

/** Its file is released by the caller. */
export const endApply = statement<object, [id: string]>({
  name: 'campus.rosters.end-apply',
  unchecked: 'a tenant has ten rosters at most',
  text: `update campus.rosters set state = 'applied', digest = null, version = version + 1, updated_at = now() where id = $1`,
  sample: [samples.id],
});

export const refusalList = declareList<RosterRefusalDto, 'line', 'roster'>({
  name: 'campus.roster-refusals',
  columns: 'line, number, field, reason',
  from: 'campus.roster_refusals',
  filters: { roster: equals('roster_id', samples.id) },
  always: ['roster'],
  sorts: { line: { keys: [integer('line', 'line')] } },
  defaultSort: 'line',
  index: () => 'roster_refusals_pkey',
});
