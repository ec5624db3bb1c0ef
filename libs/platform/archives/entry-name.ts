import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';

type Named = Pick<Entry, 'fileNameRaw' | 'extraFields' | 'versionMadeBy' | 'generalPurposeBitFlag'>;

const utf8Flag = 0x0800;
/** The extra field “Unicode Path” of Info-ZIP. */
const unicodePathField = 0x7075;
/** FAT, NTFS and VFAT, in the upper byte of the version that made the entry. */
const dosHosts = [0, 10, 14];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The letters of French, German and Spanish in the upper half of code page 850; all but ÁÂÀ have the same bytes in page 437. */
const page850 = `Çüéâäà\0çêëèïî\0Ä\0ÉæÆôö\0ûù\0ÖÜ\0\0\0\0\0áíóúñÑ${'\0'.repeat(15)}ÁÂÀ${'\0'.repeat(41)}ß`;

/**
 * The name of an entry: as Unicode Path gives it, else as UTF-8, which many programs do not mark. Programs of DOS and Windows
 * write code page 850 or 437 without a mark. Latin-1 has almost all its letters at other bytes. A name in a page of Central
 * Europe or Asia mostly has other bytes too, three accents in a row, a capital behind a small letter, or ß behind a consonant.
 * A few pass for French.
 *
 * @returns undefined where the name can be read in none of these ways
 */
export function entryName(entry: Named): string | undefined {
  const { fileNameRaw, versionMadeBy, generalPurposeBitFlag } = entry;
  const isMarked = (generalPurposeBitFlag & utf8Flag) !== 0;
  const dos = dosHosts.includes(versionMadeBy >>> 8) && !isMarked;
  const inField = isMarked ? undefined : unicodePath(entry);
  const name = (inField && decoded(inField)) ?? decoded(fileNameRaw) ?? (dos ? inPage850(fileNameRaw) : undefined);
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
  const text = [...name]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (page850[byte - 0x80] ?? '\0')))
    .join('');
  return /\0|[^\0-\x7f]{3}|\p{Ll}(?=[^\0-\x7f])\p{Lu}|(?<![aeiouyäöü])ß/u.test(text) ? undefined : text;
}
