import type { CheckedEntry } from './archive-entry.js';
import { archiveRefused } from './archives.errors.js';
import { pathKey } from './file-path.js';

/**
 * Refuses entries whose headers and contents share bytes, with each other or with the directory.
 *
 * @throws Problem `archive_refused` (422), reason `overlap`
 */
export function refuseOverlaps(entries: readonly CheckedEntry[], directoryOffset: number): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, { path, dataOffset, storedBytes }] of ordered.entries()) {
    const next = ordered[index + 1]?.offset ?? directoryOffset;
    if (dataOffset + storedBytes > next) throw archiveRefused('overlap', { entry: path });
  }
}

/**
 * Refuses names that no directory of every system can hold together.
 *
 * @throws Problem `archive_refused` (422), reasons `duplicate_name`, `name_clash`, `file_and_directory`
 */
export function refuseClashes(entries: readonly Pick<CheckedEntry, 'path' | 'directory'>[]): void {
  // No path has U+0000, and nothing sorts before it: what a path is the directory of follows it at once.
  const keyed = entries.map((entry) => ({ entry, key: pathKey(entry.path).replaceAll('/', '\0') }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  for (const [index, { entry, key }] of keyed.entries()) {
    const next = keyed[index + 1];
    if (!next?.key.startsWith(key)) continue;
    const same = next.key === key;
    if (same && !entry.directory && !next.entry.directory) {
      const reason = next.entry.path === entry.path ? 'duplicate_name' : 'name_clash';
      throw archiveRefused(reason, { entry: next.entry.path });
    }
    const both = same ? entry.directory !== next.entry.directory : !entry.directory && next.key[key.length] === '\0';
    if (both) throw archiveRefused('file_and_directory', { entry: entry.path });
  }
}
