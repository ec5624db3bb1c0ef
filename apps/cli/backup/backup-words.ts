import type { LoadedTable } from '#platform/backup';

/** What the commands print. */
export const backupWords = {
  written: (file: string, rows: string, tables: number) => `${file}: ${rows} rows of ${tables} tables.`,
  verified: (file: string, rows: string, tables: number) =>
    `${file} is whole: restored, its ${rows} rows of ${tables} tables were found again.`,
  restored: (database: string, rows: string, tables: number) =>
    `${database} holds ${rows} rows of ${tables} tables, as they were in the backup.`,
  kept: (former: string) => `The former database is kept as ${former}; "palier restore --forget" drops it.`,
  leftOut: (rows: string) =>
    `Left out: ${rows} rows of the queues, which another version of BullMQ wrote. Start again what waited there.`,
  unproven: () =>
    'Its isolation was not proven and no audit line written there, which takes its application role: let DATABASE_URL name it, then run "palier prove isolation".',
  forgotten: (former: string) => `Nothing is kept as ${former} any more.`,
  exported: (slug: string, file: string, rows: string) => `${slug} is in ${file}: ${rows} rows.`,
  imported: (slug: string, id: string, rows: string) => `${slug} is here, as ${id}: ${rows} rows.`,
};

/** The rows of all tables together, with separators of thousands. */
export function rowsIn(tables: readonly Pick<LoadedTable, 'rows'>[]): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return new Intl.NumberFormat('en').format(rows);
}
