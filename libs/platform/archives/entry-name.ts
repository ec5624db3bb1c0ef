import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';

type Named = Pick<Entry, 'fileNameRaw' | 'extraFields' | 'versionMadeBy' | 'generalPurposeBitFlag'>;

const utf8Flag = 0x0800;
/** The extra field “Unicode Path” of Info-ZIP. */
const unicodePathField = 0x7075;
/** FAT, NTFS and VFAT, in the upper byte of the version that made the entry. */
const dosHosts = [0, 10, 14];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The upper half of code page 850, of Windows in Western Europe; its accents are where code page 437 has its own. */
const page850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/**
 * The name of an entry: as Unicode Path gives it, else as UTF-8, which many programs do not mark. Programs of DOS and Windows
 * write code page 850 or 437 without a mark. A name in another page, read as 850, would have signs, or many accents in a row.
 *
 * @returns undefined where the name can be read in none of these ways
 */
export function entryName(entry: Named): string | undefined {
  const { fileNameRaw, versionMadeBy, generalPurposeBitFlag } = entry;
  const marked = (generalPurposeBitFlag & utf8Flag) !== 0;
  const dos = dosHosts.includes(versionMadeBy >>> 8) && !marked;
  const told = marked ? undefined : unicodePath(entry);
  const name = (told && decoded(told)) ?? decoded(fileNameRaw) ?? (dos ? inPage850(fileNameRaw) : undefined);
  // Older programs of Windows separate folders by backslashes.
  return dos && !name?.includes('/') ? name?.replaceAll('\\', '/') : name;
}

/** The name in Unicode Path, unless it was written for another name. */
function unicodePath({ fileNameRaw, extraFields }: Named): Buffer | undefined {
  const field = extraFields.find(({ id, data }) => id === unicodePathField && data.length > 5 && data[0] === 1);
  return field && field.data.readUInt32LE(1) === crc32(fileNameRaw) ? field.data.subarray(5) : undefined;
}

function decoded(name: Buffer): string | undefined {
  try {
    return utf8.decode(name);
  } catch {
    return undefined;
  }
}

function inPage850(name: Buffer): string | undefined {
  const text = [...name].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : page850[byte - 0x80])).join('');
  const inLatinLetters = /^(?:[\0-\x7f]|[\p{Script=Latin}«»]{1,2}(?=[\0-\x7f]|$))*$/u;
  return inLatinLetters.test(text) ? text : undefined;
}
