import { isOneLine } from '#platform/text-normalisation';
import type { PathReason } from './path-reasons.js';

/** Paths at and below it are Palier's own, in every bundle. */
export const reservedFolder = '.palier';

const pathBytes = 1000;
const segmentBytes = 255;

/** Windows opens a device under these names, whatever follows the first dot. Raised digits count as digits. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\.|$)/i;
/** As Windows makes a second name for a file with a long one: eight characters with a number, and an extension of three. */
const shortName = /^(?=[^.]{1,8}(\.|$))[^.]*~\d+(\.[^.]{1,3})?$/u;

/**
 * Why no uploaded file may have this path; undefined when it may. The same rule holds for single files and for archives, so
 * that Windows, macOS and Linux all give a file the name that it has: at most 1,000 bytes of UTF-8, segments of 1 to 255 bytes
 * between `/`, none of them `.` or `..`, no control characters, line breaks or bidirectional marks, nothing invisible, no
 * backslash, no drive letter, none of `<>:"|?*`, no dot or space at the end of a segment, no name of a device, no short name
 * such as `DOCUME~1`, and nothing below `.palier` in any case.
 */
export function pathProblem(path: string): PathReason | undefined {
  if (!path.isWellFormed()) return 'not_utf8';
  if (Buffer.byteLength(path) > pathBytes) return 'path_too_long';
  if (!isOneLine(path)) return 'control_character';
  // Some file systems ignore these in names: of Apple, and of Linux where case does not count.
  if (/\p{Default_Ignorable_Code_Point}/u.test(path)) return 'invisible_character';
  if (path.includes('\\')) return 'backslash';
  if (path.startsWith('/')) return 'absolute_path';
  if (/^[a-z]:/i.test(path)) return 'drive_letter';
  if (/[<>:"|?*]/.test(path)) return 'windows_character';
  const segments = path.split('/');
  if (segments.includes('')) return 'empty_segment';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'dot_segment';
  if (segments.some((segment) => Buffer.byteLength(segment) > segmentBytes)) return 'segment_too_long';
  if (segments.some((segment) => /[. ]$/.test(segment))) return 'trailing_dot_or_space';
  if (segments.some((segment) => deviceName.test(segment))) return 'device_name';
  if (segments.some((segment) => shortName.test(segment))) return 'short_name';
  return pathKey(segments[0] as string) === reservedFolder ? 'reserved_path' : undefined;
}

/** The path that an archive means by a name: without `./` before it, and of a directory without the slash at its end. */
export function pathOf(name: string, directory: boolean): string {
  const path = name.replace(/^(\.\/)+/, '');
  return directory ? path.replace(/^\.?$|\/$/, '') : path;
}

/**
 * Why a path names something outside of the folder that it is read in, on any system; undefined when it does not. `pathProblem`
 * refuses all of these too.
 */
export function leavesFolder(path: string): PathReason | undefined {
  if (/^[\\/]/.test(path)) return 'absolute_path';
  if (/^[a-z]:/i.test(path)) return 'drive_letter';
  return path.split(/[\\/]/).includes('..') ? 'dot_segment' : undefined;
}

/**
 * Equal for two paths that are one file on some system: of the same letters, whatever their case and Unicode form. Upper case
 * comes first because letters that differ in lower case alone share it: `ß` and `ss`, `ſ` and `s`, `ς` and `σ`.
 */
export function pathKey(path: string): string {
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}
