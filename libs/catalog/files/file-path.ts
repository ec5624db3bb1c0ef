import { isOneLine } from '#platform/text-normalisation';
import type { PathReason } from './path-reasons.js';

/** Paths at and below it are Palier's own, in every bundle. */
const reserved = '.palier';

/** Of the manifest in a bundle. */
export const manifestPath = `${reserved}/manifest.json`;

const pathBytes = 1000;
const segmentBytes = 255;

/**
 * Why no file of an app may have this path; undefined when it may. The same rule holds for single files and for archives:
 * at most 1,000 bytes of UTF-8, segments of 1 to 255 bytes between `/`, none of them `.` or `..`, no control characters, line
 * breaks or bidirectional marks, no backslash, no drive letter, nothing below `.palier` in any case.
 */
export function pathProblem(path: string): PathReason | undefined {
  if (!path.isWellFormed()) return 'not_utf8';
  if (Buffer.byteLength(path) > pathBytes) return 'path_too_long';
  if (!isOneLine(path)) return 'control_character';
  if (path.includes('\\')) return 'backslash';
  if (path.startsWith('/')) return 'absolute_path';
  if (/^[a-z]:/i.test(path)) return 'drive_letter';
  const segments = path.split('/');
  if (segments.includes('')) return 'empty_segment';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'dot_segment';
  if (segments.some((segment) => Buffer.byteLength(segment) > segmentBytes)) return 'segment_too_long';
  return pathKey(segments[0] as string) === reserved ? 'reserved_path' : undefined;
}

/** Equal for two paths that are one file on some system: of the same letters, whatever their case and Unicode form (NFC). */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Compares two well-formed paths by their bytes in UTF-8, for `sort`; UTF-16 alone has another order above U+D7FF. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return inUtf8Order(x) - inUtf8Order(y);
  }
  return a.length - b.length;
}

/** A number for a unit of UTF-16 that sorts as UTF-8: half a pair stands for a character above U+FFFF. */
const inUtf8Order = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
