/** The formats that are accepted; of all others the libraries that read them have too long a record of faults. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

const jpegEnd = Buffer.from('ffd9', 'hex');

/** JPEGs may come in many scans, each of which the decoder goes through in full; usual progressive ones have ten. */
export const mostScans = 50;

/** What the bytes are, whatever the client calls them; undefined for any other format. */
export function imageTypeOf(bytes: Buffer): ImageType | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

/** An image without the bytes behind it. */
export interface FoundImage {
  readonly bytes: Buffer;
  /** Whether its last marker was added, as some cameras leave it out: then it is whole only if the decoder finds nothing wrong. */
  readonly endAdded: boolean;
  /** Whether a JPEG has more scans than are decoded. */
  readonly tooManyScans: boolean;
}

/** Cuts a file at the end of its image: cameras and phones add films, depths or zeros. @returns undefined where it ends before */
export function imageIn(bytes: Buffer, type: ImageType): FoundImage | undefined {
  if (type === 'image/jpeg') return jpegIn(bytes);
  const end = type === 'image/png' ? endOfPng(bytes) : endOfWebp(bytes);
  if (end === undefined || end > bytes.length) return undefined;
  return { bytes: bytes.subarray(0, end), endAdded: false, tooManyScans: false };
}

/** Behind the chunk IEND. */
function endOfPng(bytes: Buffer): number | undefined {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND') return at;
  }
  return undefined;
}

const endOfWebp = (bytes: Buffer) => 8 + bytes.readUInt32LE(4);

/**
 * Segments are passed over by their lengths and entropy-coded data to the next marker, as libjpeg does, so that a thumbnail or a
 * profile counts for nothing. libjpeg looks byte by byte for the marker that follows a wrong one, and so does this, in one pass.
 */
function jpegIn(bytes: Buffer): FoundImage {
  let scans = 0;
  for (let at = 2; at + 1 < bytes.length && scans <= mostScans; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === 0xd9) return { bytes: bytes.subarray(0, at), endAdded: false, tooManyScans: false };
    if (marker === 0xda) scans += 1;
    if (hasLength(marker) && at + 1 < bytes.length) at += bytes.readUInt16BE(at);
  }
  return { bytes: Buffer.concat([bytes, jpegEnd]), endAdded: true, tooManyScans: scans > mostScans };
}

/** Whether a segment with its length follows; not so for stuffed bytes, restarts, the ends of the image, and what is no marker. */
const hasLength = (marker: number) => marker >= 0xc0 && (marker < 0xd0 || marker > 0xd9);
