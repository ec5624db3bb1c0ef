/** The formats that are accepted; of all others the libraries that read them have too long a record of faults. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');

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
