import type { Archive, LoadedTable, Manifest, Restored } from '#platform/backup';
import { grouped } from '../output.js';

/** What the commands print. */
export const backupTexts = {
  written: (file: string, rows: string, tables: number) => `${file}: ${rows} rows of ${tables} tables.`,
  verified: (file: string, rows: string, tables: number) =>
    `${file} is complete: after a restore, all ${rows} rows of ${tables} tables were the same.`,
  restored: (database: string, rows: string, tables: number) =>
    `${database} now holds ${rows} rows of ${tables} tables, the same as in the backup.`,
  kept: (former: string) => `The former database is retained as ${former}; "palier restore --forget" drops it.`,
  leftOut: (rows: string) =>
    `Left out: ${rows} rows of the queues, which another version of BullMQ wrote. Start the jobs that waited there again.`,
  unproven: () =>
    'Without its application role its isolation was not proven and no audit line was written: set DATABASE_URL to it, then run "palier prove isolation".',
  forgotten: (former: string) => `The database ${former} is dropped.`,
  files: ({ files, fileCount = 0, goneFiles = [] }: Manifest) => {
    if (files === 'included') return `It has ${grouped(fileCount - goneFiles.length)} files.`;
    return fileCount === 0
      ? 'It has no files.'
      : `Its ${grouped(fileCount)} files are listed and not in it: the storage keeps them and needs a backup of its own.`;
  },
  restoredFiles: (place: string, { kept, missing }: NonNullable<Restored['files']>) =>
    `${place} has ${grouped(kept)} of its files.${missing > 0 ? ` ${grouped(missing)} are neither there nor in the archive: "palier media verify" lists those that are needed.` : ''}`,
  wholeKeys: (file: string, keys: string, erasures: string) =>
    `${file} is complete. Keys of persons: ${keys}. Erasures: ${erasures}.`,
  keysBeside: (file: string) => `The keys of persons are in ${file}.keys: keep it apart, and not as long.`,
  keys: (file: string | undefined, gone: number) =>
    `The keys of persons are taken from ${file ?? 'no file'}.${gone > 0 ? ` Keys that are gone, as those of persons whose data was erased since: ${grouped(gone)}. Nobody can read what they sealed.` : ''}`,
  sealed: (values: number, unopened: number) =>
    unopened === 0
      ? `The master key opens the first ${grouped(values)} sealed values.`
      : `The master key here does not open ${grouped(unopened)} of the first ${grouped(values)} sealed values: they cannot be read without the key that sealed them. Put the master.key of that deployment in place, or give every process its key in PALIER_OTHER_MASTER_KEYS, then run "palier keys rotate-master --finish". Without that key for good, add --without-master-key.`,
  unlisted: () =>
    'Without a keys file the storage alone says who was erased since: where it is another one, erase them again.',
  replayed: (erased: number) =>
    `Persons and tenants that were erased since and are erased again: ${grouped(erased)}. The worker ends these erasures.`,
  erasedAgain: (erased: number) =>
    erased === 1
      ? '1 person who was erased from it since is erased again.'
      : `${grouped(erased)} persons who were erased from it since are erased again.`,
  exported: (slug: string, file: string, rows: string) => `${slug} is exported to ${file}: ${rows} rows.`,
  imported: (slug: string, id: string, rows: string) => `${slug} is imported, with the id ${id}: ${rows} rows.`,
};

/** What a restore left out of an archive; undefined where it took all rows. */
export function leftOut(archive: Archive, loaded: readonly Pick<LoadedTable, 'name'>[]): string | undefined {
  const names = new Set(loaded.map(({ name }) => name));
  const tables = archive.manifest.tables.filter(({ name, rows }) => rows > 0 && !names.has(name));
  return tables.length > 0 ? backupTexts.leftOut(rowsIn(tables)) : undefined;
}

/** With separators of thousands. */

/** The rows of all tables together, with separators of thousands. */
export function rowsIn(tables: readonly Pick<LoadedTable, 'rows'>[]): string {
  return grouped(tables.reduce((sum, table) => sum + table.rows, 0));
}
