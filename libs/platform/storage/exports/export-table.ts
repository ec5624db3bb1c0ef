import { statement } from '#platform/database';

/** A file that an operation made. */
export interface KeptExport {
  readonly digest: string;
  readonly bytes: number;
  /** What else its table knows of it. */
  readonly detail: string;
}

/** The statements of a context's exports. */
export type ExportTable = ReturnType<typeof exportTable>;

/**
 * The statements of a table of exports, which are kept for a day.
 *
 * @param table as in `analytics.exports`
 * @param detail the column of what else is known of an export
 */
export function exportTable(table: string, detail: string) {
  return {
    /** What the audit log calls it when one was made. */
    made: `${table.split('.')[0]}.export.made`,
    byId: statement<KeptExport, [id: string]>(`${table}.by-id`)`
      select digest, bytes::float8 as bytes, ${detail} as detail from ${table}
        where id = $1 and made_at > now() - interval '1 day'`,
    /** No row where another run of the same job made it. */
    insert: statement<{ id: string }, [id: string, digest: string, bytes: number, detail: string]>(`${table}.insert`)`
      insert into ${table} (tenant_id, id, digest, bytes, ${detail})
        values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4) on conflict do nothing returning id`,
    /** Deletes all but the newest. */
    deleteOlder: statement<{ digest: string }, [keep: number]>(`${table}.delete-older`)`
      delete from ${table} where id <= (select id from ${table} order by id desc offset $1 limit 1) returning digest`,
  };
}
