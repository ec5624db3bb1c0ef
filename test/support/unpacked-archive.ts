import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { entriesOf } from './edit-archive.js';

/** All that an archive holds, unpacked, by the name of its entry; of bytes, hexadecimal digits. */
export async function unpacked(file: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [entry, content] of await entriesOf(file)) {
    if (entry.endsWith('.zst'))
      texts.set(entry.replace(/^tables\/|\.copy\.zst$/g, ''), zstdDecompressSync(content).toString());
    else texts.set(entry, `${content.toString('latin1')}${inflated(content)}`);
  }
  return texts;
}

function inflated(content: Buffer): string {
  try {
    return inflateRawSync(content).toString('latin1');
  } catch {
    return '';
  }
}

/** The entries in which any of these is, as text or as bytes. */
export function holding(entries: Map<string, string>, ...searched: string[]): string[] {
  const forms = searched.flatMap((each) => [each, Buffer.from(each).toString('hex')]);
  return [...entries].filter(([, text]) => forms.some((form) => text.includes(form))).map(([entry]) => entry);
}
