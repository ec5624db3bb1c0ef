import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The entries of a ZIP, by name. */
export async function readZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return entries;
}

/** The lines of a person's export. */
export async function exportedLines(bytes: Buffer): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const text = String((await readZip(bytes)).get('data.jsonl'));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
