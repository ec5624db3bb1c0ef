import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';

const manifestEntry = 'manifest.json';

/** Reads every entry of an archive, unchanged. */
export async function entriesOf(file: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Buffer>();
  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
    }
    return entries;
  } finally {
    zip.close();
  }
}

/** The rows of every table in an archive as sorted lines, by the name of the table. */
export async function linesOf(file: string): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  for (const [entry, content] of await entriesOf(file)) {
    const name = /^tables\/(.*)\.copy\.zst$/.exec(entry)?.[1];
    if (name) tables.set(name, zstdDecompressSync(content).toString().split('\n').slice(0, -1).sort());
  }
  return tables;
}

/** Writes an archive again with changed entries, as a ZIP program would. */
export async function editArchive(
  from: string,
  to: string,
  edit: (entries: Map<string, Buffer>) => void,
): Promise<void> {
  const entries = await entriesOf(from);
  edit(entries);
  const zip = new ZipFile();
  for (const [name, content] of entries) zip.addBuffer(content, name, { compress: false });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(to));
}

/** Changes the manifest and its digest, so that the archive is consistent. */
export function editManifest(entries: Map<string, Buffer>, change: (manifest: Record<string, unknown>) => void): void {
  const manifest = JSON.parse(String(entries.get(manifestEntry)));
  change(manifest);
  const text = Buffer.from(JSON.stringify(manifest));
  entries.set(manifestEntry, text);
  const digest = createHash('sha256').update(text).digest('hex');
  entries.set(`${manifestEntry}.sha256`, Buffer.from(`${digest}  ${manifestEntry}\n`));
}

/** Changes the rows of a table, as lines of COPY's text, and their counts and digests in the manifest. */
export function editRows(entries: Map<string, Buffer>, name: string, change: (row: string[]) => string[]): void {
  const entry = `tables/${name}.copy.zst`;
  const lines = zstdDecompressSync(entries.get(entry) as Buffer)
    .toString()
    .split('\n')
    .slice(0, -1);
  const text = Buffer.from(lines.map((line) => `${change(line.split('\t')).join('\t')}\n`).join(''));
  entries.set(entry, zstdCompressSync(text));
  const facts = { bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  editManifest(entries, (manifest) => {
    const tables = manifest.tables as { name: string }[];
    Object.assign(tables.find((table) => table.name === name) ?? {}, facts);
  });
}

/** Takes columns out of a table, as if an archive were of before they were added. */
export function withoutColumns(entries: Map<string, Buffer>, table: string, names: readonly string[]): void {
  const { tables } = JSON.parse(String(entries.get(manifestEntry)));
  const { columns } = tables.find(({ name }: { name: string }) => name === table);
  const stays = columns.map(({ name }: { name: string }) => !names.includes(name));
  editRows(entries, table, (row) => row.filter((_, i) => stays[i]));
  editManifest(entries, (manifest) => {
    const changed = (manifest.tables as { name: string }[]).find(({ name }) => name === table);
    Object.assign(changed ?? {}, { columns: columns.filter((_: unknown, i: number) => stays[i]) });
  });
}

/** Takes tables out, as if an archive were of before they were added. */
export function withoutTables(entries: Map<string, Buffer>, names: RegExp): void {
  editManifest(entries, (manifest) => {
    const tables = manifest.tables as { name: string }[];
    for (const { name } of tables) if (names.test(name)) entries.delete(`tables/${name}.copy.zst`);
    Object.assign(manifest, { tables: tables.filter(({ name }) => !names.test(name)) });
  });
}

/** Sets a column of every row of a table to a value, in COPY's text format. */
export function putValue(entries: Map<string, Buffer>, table: string, column: string, value: string): void {
  const { tables } = JSON.parse(String(entries.get(manifestEntry)));
  const { columns } = tables.find(({ name }: { name: string }) => name === table);
  const at = columns.findIndex(({ name }: { name: string }) => name === column);
  editRows(entries, table, (row) => row.with(at, value));
}
