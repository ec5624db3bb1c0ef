/** A tar is a sequence of blocks of so many bytes. */
export const tarBlock = 512;

/** What a header block says. */
export interface TarHeader {
  /** As it is written, without what an extended header says instead. */
  readonly name: Buffer;
  /** One character, as in the standard: `0` is a file, `5` a directory. */
  readonly type: string;
  /** Of what follows the header, before it is filled up to whole blocks. */
  readonly bytes: number;
}

/** Of POSIX, where a name may continue in the field `prefix`; of GNU, which has other fields there; of version 7, which has none. */
const [posix, gnu, v7] = ['ustar\0' + '00', 'ustar  \0', '\0'.repeat(8)];

/** @returns undefined where the block is no header of one of these forms, or does not have its checksum */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  const magic = block.toString('latin1', 257, 265);
  if (![posix, gnu, v7].includes(magic) || octal(block.subarray(148, 156)) !== checksumOf(block)) return undefined;
  const bytes = sizeIn(block.subarray(124, 136));
  if (bytes === undefined) return undefined;
  const prefix = magic === posix ? text(block.subarray(345, 500)) : Buffer.alloc(0);
  const name = text(block.subarray(0, 100));
  const whole = prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name;
  const type = block.toString('latin1', 156, 157);
  // Version 7 has no other mark of a directory.
  const directory = magic === v7 && '0\0'.includes(type) && bytes === 0 && name.at(-1) === 0x2f;
  return { name: whole, type: directory ? '5' : type, bytes };
}

/** Of all bytes, those of the checksum itself as spaces. */
function checksumOf(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** In octal digits or, as GNU writes large sizes, in binary after a byte 0x80; none is negative. */
function sizeIn(field: Buffer): number | undefined {
  if ((field[0] as number) < 0x80) return octal(field);
  return field[0] === 0x80 ? Number(BigInt(`0x${field.toString('hex', 1)}`)) : undefined;
}

function octal(field: Buffer): number | undefined {
  const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(field.toString('latin1')) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function text(field: Buffer): Buffer {
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}
