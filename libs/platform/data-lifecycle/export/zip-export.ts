import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportedRow } from '../outside-data.js';
import { indexOf } from './export-index.js';
import type { ExportSource, NotedExport } from './export-source.js';
import { tablesOf } from './exported-tables.js';
import { FileNames } from './file-names.js';

/** The entries of a person's export, besides `tables/<table>.csv` and `files/<name>`. */
const [ROWS, INDEX, MISSING] = ['data.jsonl', 'index.html', 'missing.txt'];
/** Files that are looked up together. */
const TOGETHER = 100;

/**
 * A ZIP of a person's export: its lines for programs, `data.jsonl`; for people a CSV for each table, the files that rows name, and
 * `index.html`, which says in French and English what there is. It is written as it is read. Files that the storage
 * lacks or that are damaged there are listed in `missing.txt`: the person gets what there is. Each is read twice, since what is
 * added to a ZIP cannot be taken back. The stream fails when the storage cannot be reached.
 */
export function zipExport(source: ExportSource): Readable {
  const zip = new ZipFile();
  // A PassThrough, which yazl's types do not say.
  const output = zip.outputStream as PassThrough;
  const cut = new AbortController();
  output.once('close', () => cut.abort());
  fill(zip, source, cut.signal).catch((error) => output.destroy(error));
  return output;
}

async function fill(zip: ZipFile, source: ExportSource, signal: AbortSignal): Promise<void> {
  const add = async (name: string, content: Readable, compress = true) => {
    try {
      zip.addReadStream(content, name, { compress, mode: 0o100600 });
      await finished(content, { signal });
    } finally {
      content.destroy();
    }
  };
  const noted: NotedExport = { tables: new Map(), files: new Map() };
  await add(ROWS, Readable.from(noting(source, noted), { objectMode: false }));
  for await (const { name, content } of tablesOf(source, noted)) await add(name, content);
  const missing = await addFiles(source, noted, add, signal);
  if (missing.length > 0) zip.addBuffer(Buffer.from(missing.map((name) => `${name}\n`).join('')), MISSING);
  zip.addBuffer(Buffer.from(indexOf(noted, source.titles, missing)), INDEX);
  zip.end();
}

/** @returns the names of files that are missing */
async function addFiles(
  { find, faultOf, read }: ExportSource,
  { files }: NotedExport,
  add: (name: string, content: Readable, compress: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<string[]> {
  const missing: string[] = [];
  for (let left = [...files]; left.length > 0; left = left.slice(TOGETHER)) {
    const known = await find(left.slice(0, TOGETHER).map(([digest]) => digest));
    for (const [digest, { name, row }] of left.slice(0, TOGETHER)) {
      signal.throwIfAborted();
      const blob = known.get(digest);
      const whole = blob && (await faultOf(blob)) === undefined;
      const content = whole && (await unlessMissing(read(blob, row)));
      if (content) await add(name, content, blob.encoding === 'deflate');
      else missing.push(name);
    }
  }
  return missing;
}

/** Passes lines through, and notes what they tell. */
async function* noting(source: ExportSource, { tables, files }: NotedExport): AsyncGenerator<Buffer> {
  const names = new FileNames();
  for await (const part of source.lines()) {
    for (const line of part.trimEnd().split('\n')) {
      const { table, row }: ExportedRow = JSON.parse(line);
      const seen = tables.get(table) ?? { columns: new Set(), rows: 0 };
      tables.set(table, seen);
      seen.rows += 1;
      for (const column of Object.keys(row)) seen.columns.add(column);
      for (const column of source.columns.get(table) ?? []) {
        const digest = row[column];
        if (typeof digest !== 'string' || files.has(digest)) continue;
        files.set(digest, {
          name: names.of(row.name, digest, source.extensionOf({ table, row })),
          row: { table, row },
        });
      }
    }
    yield Buffer.from(part);
  }
}

async function unlessMissing(content: Promise<Readable>): Promise<Readable | undefined> {
  return content.catch((error) => {
    // Gone is what nobody can decrypt any more.
    if (error.code === 'blob_missing' || error.status === 410) return undefined;
    throw error;
  });
}
