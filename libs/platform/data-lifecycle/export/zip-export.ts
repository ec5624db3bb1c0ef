import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Blob, BlobFault } from '#platform/storage';
import type { ExportedRow } from '../outside-data.js';

/** The entries of a person's export, besides `files/<digest>.<extension>`. */
const [ROWS, MISSING] = ['data.jsonl', 'missing.txt'];
/** Files that are looked up together. */
const TOGETHER = 100;

/** Where the files of an export come from. */
export interface FilesOfExport {
  /** The columns with the digest of a file, by table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** What is known of files, by digest; of those that are not kept, nothing. */
  find(digests: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  /** What is wrong with the stored form of a file; undefined where nothing is. */
  faultOf(blob: Blob): Promise<BlobFault | undefined>;
  /** The extension of the file that a row names, without its dot; undefined where none is known. */
  extensionOf(row: ExportedRow): string | undefined;
  /** The content of a file that a row names. @throws Problem `blob_missing` */
  read(blob: Blob, row: ExportedRow): Promise<Readable>;
}

/**
 * A ZIP of the lines of a person's export, as `data.jsonl`, and of the content of each file that a row in it names, as
 * `files/<digest>.<extension>`, without an extension where none is known. It is written as it is read. Files that the storage lacks or that are damaged there are listed in
 * `missing.txt`: the person gets what there is. Each is read twice, since what is added to a ZIP cannot be taken back. The
 * stream fails when the storage cannot be reached.
 */
export function zipExport(parts: AsyncIterable<string>, files: FilesOfExport): Readable {
  const zip = new ZipFile();
  // A PassThrough, which yazl's types do not say.
  const output = zip.outputStream as PassThrough;
  const cut = new AbortController();
  output.once('close', () => cut.abort());
  fill(zip, parts, files, cut.signal).catch((error) => output.destroy(error));
  return output;
}

async function fill(
  zip: ZipFile,
  parts: AsyncIterable<string>,
  { columns, find, faultOf, extensionOf, read }: FilesOfExport,
  signal: AbortSignal,
): Promise<void> {
  const add = async (name: string, content: Readable, compress = true) => {
    try {
      zip.addReadStream(content, name, { compress, mode: 0o100600 });
      await finished(content, { signal });
    } finally {
      content.destroy();
    }
  };
  const named = new Map<string, ExportedRow>();
  await add(ROWS, Readable.from(noting(parts, columns, named), { objectMode: false }));
  const missing: string[] = [];
  for (let left = [...named.keys()]; left.length > 0; left = left.slice(TOGETHER)) {
    const known = await find(left.slice(0, TOGETHER));
    for (const digest of left.slice(0, TOGETHER)) {
      signal.throwIfAborted();
      const blob = known.get(digest);
      const whole = blob && (await faultOf(blob)) === undefined;
      const row = named.get(digest) as ExportedRow;
      const content = whole && (await unlessMissing(read(blob, row)));
      const extension = extensionOf(row);
      const name = extension ? `files/${digest}.${extension}` : `files/${digest}`;
      if (content) await add(name, content, blob.encoding === 'deflate');
      else missing.push(digest);
    }
  }
  if (missing.length > 0) zip.addBuffer(Buffer.from(missing.map((digest) => `${digest}\n`).join('')), MISSING);
  zip.end();
}

/** Passes lines through, and notes the digests of files in their rows, each with one of these. */
async function* noting(
  parts: AsyncIterable<string>,
  columns: FilesOfExport['columns'],
  named: Map<string, ExportedRow>,
): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    for (const line of columns.size > 0 ? part.trimEnd().split('\n') : []) {
      const { table, row } = JSON.parse(line);
      for (const column of columns.get(table) ?? []) if (row[column]) named.set(row[column], { table, row });
    }
    yield Buffer.from(part);
  }
}

async function unlessMissing(content: Promise<Readable>): Promise<Readable | undefined> {
  return content.catch((error) => {
    if (error.code === 'blob_missing') return undefined;
    throw error;
  });
}
