import { statement } from '#platform/database';
import { declareList, equals, integer } from '#platform/lists';
import type { ArchiveFileDto, ArchiveFileState } from './archives.dto.js';

/** No row where the operation has an archive already. */
export const insertArchive = statement<
  { id: string },
  [tenantId: string, userId: string, id: string, digest: string, bytes: number]
>('rides.archives.insert')`
  with added as (
      insert into rides.archives (tenant_id, user_id, id) values ($1, $2, $3) on conflict do nothing returning id)
    insert into rides.archive_blobs (tenant_id, user_id, id, digest, bytes) select $1, $2, id, $4, $5 from added returning id`;

/** An archive of the rider in force. */
export interface ArchiveRow {
  /** Null once its import has ended. */
  readonly digest: string | null;
  /** Null until all its recordings have been read. */
  readonly passedOver: number | null;
}

export const archiveById = statement<ArchiveRow, [id: string]>('rides.archives.by-id')`
  select b.digest, a.passed_over as "passedOver" from rides.archives a left join rides.archive_blobs b using (tenant_id, user_id, id)
    where a.id = $1`;

/** Those of the rider in force whose import has not ended, or that one left which no worker could end. */
export const openArchives = statement<{ id: string }, []>('rides.archive-blobs.open')`
  select id from rides.archive_blobs`;

/** Its bytes go back to the quota; the file is released by the caller. */
export const deleteArchiveBlob = statement<{ digest: string }, [id: string]>('rides.archive-blobs.delete')`
  delete from rides.archive_blobs where id = $1 returning digest`;

export const endArchive = statement<object, [id: string, passedOver: number]>('rides.archives.end')`
  update rides.archives set passed_over = $2 where id = $1`;

/** What became of a file. */
export interface NotedFile extends Pick<ArchiveFileDto, 'index' | 'path' | 'state' | 'code'> {
  readonly archiveId: string;
  readonly rideIds: readonly string[];
}

/** No row where the file is noted already, or the import has ended. */
export const noteFile = statement<
  { index: number },
  [
    tenantId: string,
    userId: string,
    archiveId: string,
    index: number,
    path: string,
    state: ArchiveFileState,
    code: string | null,
    rideIds: readonly string[],
  ]
>('rides.archive-files.note')`
  insert into rides.archive_files (tenant_id, user_id, archive_id, index, path, state, code, ride_id, rides)
    select $1, $2, id, $4, $5, $6, $7, ($8::uuid[])[1], cardinality($8::uuid[]) from rides.archive_blobs where id = $3
    on conflict do nothing returning index`;

/** The files that have a row. */
export const notedFiles = statement<{ index: number }, [archiveId: string]>('rides.archive-files.noted')`
  select index from rides.archive_files where archive_id = $1`;

/** The files of an archive, by what became of them, and the rides that it made. */
export interface FileCounts extends Record<ArchiveFileState, number> {
  readonly rides: number;
}

export const countFiles = statement<FileCounts, [archiveId: string]>('rides.archive-files.count')`
  select count(*) filter (where state = 'stored')::int as stored, count(*) filter (where state = 'duplicate')::int as duplicate,
      count(*) filter (where state = 'refused')::int as refused,
      coalesce(sum(rides) filter (where state = 'stored'), 0)::int as rides
    from rides.archive_files where archive_id = $1`;

/** The files of an archive of the rider in force. */
export const archiveFileList = declareList<ArchiveFileDto, 'index', 'archive' | 'state'>({
  name: 'rides.archive-files',
  columns: 'index, path, state, code, ride_id as "rideId", rides',
  from: 'rides.archive_files',
  filters: { archive: equals('archive_id'), state: equals('state') },
  always: ['archive'],
  sorts: { index: { keys: [integer('index', 'index')] } },
});
