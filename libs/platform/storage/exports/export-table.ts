import { type Statement, statement } from '#platform/database';

/** A file that an operation made. */
export interface KeptExport {
  readonly digest: string;
  readonly bytes: number;
  /** What else its table knows of it. */
  readonly detail: string;
}

/** The table of a context's exports. */
export interface ExportTable {
  /** What the audit log calls it when one was made. */
  readonly made: string;
  readonly byId: Statement<KeptExport, [id: string]>;
  /** No row where another run of the same job made it. */
  readonly insert: Statement<{ id: string }, [id: string, digest: string, bytes: number, detail: string]>;
  /** Deletes all but the newest. */
  readonly deleteOlder: Statement<{ digest: string }, [keep: number]>;
}

/**
 * The statements of a table of exports, which are kept for a day.
 *
 * @param table as in `analytics.exports`
 * @param detail the column of what else is known of an export
 */
export function exportTable(table: string, detail: string): ExportTable {
  return {
    made: `${table.split('.')[0]}.export.made`,
    byId: statement({
      name: `${table}.by-id`,
      text: `select digest, bytes::float8 as bytes, ${detail} as detail from ${table}
        where id = $1 and made_at > now() - interval '1 day'`,
    }),
    insert: statement({
      name: `${table}.insert`,
      text: `insert into ${table} (tenant_id, id, digest, bytes, ${detail})
        values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4) on conflict do nothing returning id`,
    }),
    deleteOlder: statement({
      name: `${table}.delete-older`,
      text: `delete from ${table} where id <= (select id from ${table} order by id desc offset $1 limit 1) returning digest`,
    }),
  };
}
