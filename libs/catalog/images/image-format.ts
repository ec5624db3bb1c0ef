/** The formats that are accepted; of all others the libraries that read them have too long a record of faults. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');

/** JPEGs may come in many scans, each of which the decoder goes through in full; usual progressive ones have ten. */
export const mostScans = 50;

/** What the bytes are, whatever the client calls them; undefined for any other format. */
export function imageTypeOf(bytes: Buffer): ImageType | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

/** Whether the file ends where its image does: not before, nor with something else behind it. */
export function endsAsImage(bytes: Buffer, type: ImageType): boolean {
  if (type === 'image/png') return bytes.subarray(-pngEnd.length).equals(pngEnd);
  if (type === 'image/jpeg') return bytes.subarray(-2).equals(Buffer.from('ffd9', 'hex'));
  return bytes.length >= 12 && bytes.readUInt32LE(4) === bytes.length - 8;
}

/**
 * Whether a JPEG has more scans than are decoded. Segments are passed over by their lengths and entropy-coded data to the next
 * marker, as libjpeg does, so that a thumbnail or a profile counts for nothing; what libjpeg refuses, or passes over to look
 * for the next marker, is looked through byte by byte.
 */
export function hasTooManyScans(bytes: Buffer): boolean {
  let scans = 0;
  let at = bytes.indexOf(0xff, 2);
  while (at >= 0 && at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda) scans += 1;
    if (scans > mostScans) return true;
    const next = marker === 0xff ? at + 1 : at + 2;
    at = bytes.indexOf(0xff, hasLength(marker) && next + 1 < bytes.length ? next + bytes.readUInt16BE(next) : next);
  }
  return false;
}

/** Whether a segment with its length follows; not so for stuffed bytes, restarts, the ends of the image, and what is no marker. */
const hasLength = (marker: number) => marker >= 0xc0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd9);
