import { constants, gunzipSync } from 'node:zlib';
import { isFit } from './fit-sections.js';
import { readFit } from './read-fit.js';
import { readXml } from './read-xml.js';
import { type Recording, RecordingRefused } from './recording.js';

/** Bytes that a file has at most once it is unpacked. */
export const MOST_UNPACKED = 100 * 2 ** 20;

/** How many times its own size a gzip may unpack to, as archives may, and bytes that any may: recordings come to some 30 times. */
export const MOST_RATIO = 200;
const RATIO_FROM = 2 ** 20;

/**
 * Reads the rides of a FIT, GPX or TCX, also gzipped, and finds out which it is.
 *
 * @param now milliseconds since 1970
 * @param timeZone of times that name none
 * @throws RecordingRefused
 */
export function readRecordings(file: Buffer, now: number, timeZone = 'UTC'): Recording[] {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? unpacked(file) : file;
  if (isFit(bytes)) return readFit(bytes, now);
  if (!isXml(bytes)) throw new RecordingRefused('not_a_recording');
  return readXml(bytes, now, timeZone);
}

function unpacked(file: Buffer): Buffer {
  const most = Math.min(MOST_UNPACKED, Math.max(RATIO_FROM, MOST_RATIO * file.length));
  try {
    // As far as it goes, where it was cut off.
    return gunzipSync(file, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new RecordingRefused('recording_malformed');
    throw new RecordingRefused(most === MOST_UNPACKED ? 'too_large_unpacked' : 'too_compressed');
  }
}

/** Whether it begins with a tag, after a byte order mark and white space. */
function isXml(bytes: Buffer): boolean {
  return /^[\uFEFF\s\0]*<[\0]?[?!\w]/.test(bytes.toString('utf8', 0, 200).replace(/^\uFFFD+/, ''));
}
