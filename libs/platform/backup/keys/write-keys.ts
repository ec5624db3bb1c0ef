import { rm } from 'node:fs/promises';
import type { AboutArchive, Manifest } from '../archive/manifest.js';
import { writeArchive } from '../archive/write-archive.js';
import type { FileSource } from '../files/add-files.js';
import type { Snapshot } from '../snapshot.js';
import { asArchived, type Table } from '../tables/table.js';
import { keysFileOf } from './keys-file.js';
import { LEDGER } from './listed-erasures.js';

/**
 * Writes a snapshot into an archive, and the keys that it leaves out into the keys file beside, with the list of erasures so
 * far: first these, so that no archive is without.
 *
 * @throws Problem those of `writeArchive`; neither file is left then
 */
export async function writeWithKeys(
  file: string,
  snapshot: Snapshot,
  about: AboutArchive,
  source: FileSource,
  signal?: AbortSignal,
): Promise<Manifest> {
  const keysFile = keysFileOf(file);
  const inKeys = ({ name, keys }: Table) => keys.length > 0 || name === LEDGER;
  const keys = { ...snapshot, sequences: [], tables: snapshot.tables.filter(inKeys) };
  await writeArchive(keysFile, keys, { ...about, kind: 'keys' }, source, signal);
  try {
    const archived = { ...snapshot, tables: snapshot.tables.map(asArchived) };
    return await writeArchive(file, archived, about, source, signal);
  } catch (error) {
    await rm(keysFile, { force: true });
    throw error;
  }
}
