import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline as finished } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { type BlobAddress, isWhole, type TenantBlob } from '#platform/storage';
import { backupProblems } from '../backup.errors.js';
import { blobsIn, entryOfFile } from '../files/tenant-blob.js';
import { StreamDigest } from '../rows/stream-digest.js';
import type { RowSource, SequenceState, Table } from '../tables/table.js';
import { DIGEST_ENTRY, entryOf, MANIFEST_ENTRY, type Manifest } from './manifest.js';
import { type OpenZip, openZip } from './open-zip.js';
import { parseManifest } from './parse-manifest.js';

/** The most bytes of an entry that is read into memory. */
const LARGEST_READ = 16_777_216;

/** The entries of files. */
const fileEntry = /^blobs\//;

/** An open archive whose manifest matches its digest. */
export class Archive implements RowSource, Disposable {
  readonly tables: readonly Table[];
  readonly sequences: readonly SequenceState[];
  readonly jobsVersion: number | null;

  private constructor(
    readonly file: string,
    readonly manifest: Manifest,
    private readonly content: OpenZip,
  ) {
    this.tables = manifest.tables;
    this.sequences = manifest.sequences;
    this.jobsVersion = manifest.jobsVersion;
  }

  /**
   * @throws Problem `archive_missing`, `archive_foreign`, `archive_truncated`, `archive_entry_missing`,
   * `archive_entry_unknown`, `archive_entry_altered`, `archive_of_newer_format`
   */
  static async open(file: string): Promise<Archive> {
    const content = await openZip(file);
    try {
      const manifest = await readManifest(file, content);
      requireEntries(file, manifest, content);
      return new Archive(file, manifest, content);
    } catch (error) {
      content.zip.close();
      throw error;
    }
  }

  async rows({ name }: Pick<Table, 'name'>): Promise<Readable> {
    const packed = await openEntry(this.file, this.content, entryOf(name));
    // The reader of the last stream gets its failure.
    return pipeline(packed, createZstdDecompress(), () => {});
  }

  /**
   * Reads every entry and compares it with the manifest, or a file with the row that lists it.
   *
   * @throws Problem `archive_entry_altered`, `archive_entry_missing`, `archive_entry_unknown`
   */
  async check(): Promise<void> {
    for (const table of this.manifest.tables) {
      const { entry, rows, bytes, sha256 } = table;
      const digest = new StreamDigest();
      try {
        await finished(await this.rows(table), digest, new PassThrough().resume());
      } catch (cause) {
        throw backupProblems.archive_entry_altered({ file: this.file, entry }, { cause });
      }
      const found = digest.facts();
      if (found.rows !== rows || found.bytes !== bytes || found.sha256 !== sha256) {
        throw backupProblems.archive_entry_altered({ file: this.file, entry });
      }
    }
    if (this.manifest.files === 'included') await this.checkFiles();
  }

  /** The files that the rows list. */
  async files(): Promise<TenantBlob[]> {
    const files: TenantBlob[] = [];
    for await (const file of blobsIn(this)) files.push(file);
    return files;
  }

  /**
   * The stored form of a file; undefined when the archive has only the list, or when the file was gone already.
   *
   * @throws Problem `archive_entry_missing`, `archive_entry_altered`
   */
  async openFile(blob: BlobAddress): Promise<Readable | undefined> {
    const { files, goneFiles = [] } = this.manifest;
    const entry = entryOfFile(blob);
    if (files !== 'included' || goneFiles.includes(entry)) return undefined;
    return openStored(this.file, this.content, entry);
  }

  private async checkFiles(): Promise<void> {
    const unlisted = new Set([...this.content.entries.keys()].filter((entry) => fileEntry.test(entry)));
    for (const blob of await this.files()) {
      const entry = entryOfFile(blob);
      const stored = await this.openFile(blob);
      if (!stored) continue;
      unlisted.delete(entry);
      const whole = await isWhole(stored, blob).catch(() => false);
      if (!whole) throw backupProblems.archive_entry_altered({ file: this.file, entry });
    }
    for (const entry of unlisted) throw backupProblems.archive_entry_unknown({ file: this.file, entry });
  }

  close(): void {
    this.content.zip.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

async function readManifest(file: string, content: OpenZip): Promise<Manifest> {
  // Without both entries it is a ZIP file of another program.
  if (!content.entries.has(MANIFEST_ENTRY) && !content.entries.has(DIGEST_ENTRY)) {
    throw backupProblems.archive_foreign({ file });
  }
  const text = await readEntry(file, content, MANIFEST_ENTRY);
  const digest = await readEntry(file, content, DIGEST_ENTRY);
  if (digest.toString().split(' ')[0] !== createHash('sha256').update(text).digest('hex')) {
    throw backupProblems.archive_entry_altered({ file, entry: MANIFEST_ENTRY });
  }
  return parseManifest(file, text.toString());
}

function requireEntries(file: string, { tables, files }: Manifest, { entries }: OpenZip): void {
  const listed = new Set([MANIFEST_ENTRY, DIGEST_ENTRY, ...tables.map(({ entry }) => entry)]);
  const missing = [...listed].find((entry) => !entries.has(entry));
  if (missing) throw backupProblems.archive_entry_missing({ file, entry: missing });
  const isFile = (entry: string) => files === 'included' && fileEntry.test(entry);
  const unknown = [...entries.keys()].find((entry) => !listed.has(entry) && !isFile(entry));
  if (unknown) throw backupProblems.archive_entry_unknown({ file, entry: unknown });
}

async function readEntry(file: string, content: OpenZip, name: string): Promise<Buffer> {
  // The ZIP reader rejects an entry that is larger than the size declared here.
  if ((content.entries.get(name)?.uncompressedSize ?? 0) > LARGEST_READ) {
    throw backupProblems.archive_entry_altered({ file, entry: name });
  }
  const entry = await openEntry(file, content, name);
  try {
    return await buffer(entry);
  } catch (cause) {
    throw backupProblems.archive_entry_altered({ file, entry: name }, { cause });
  }
}

/**
 * Opens an entry that is not compressed, for itself: streams of the ZIP reader share one file, and fail when one of several
 * is ended early.
 */
async function openStored(file: string, content: OpenZip, name: string): Promise<Readable> {
  const entry = content.entries.get(name);
  if (entry?.compressionMethod !== 0) return openEntry(file, content, name);
  const { fileDataStart: start } = await content.zip
    .readLocalFileHeaderPromise(entry, { minimal: true })
    .catch((cause) => {
      throw backupProblems.archive_entry_altered({ file, entry: name }, { cause });
    });
  const bytes = entry.compressedSize;
  return bytes === 0 ? Readable.from([]) : createReadStream(file, { start, end: start + bytes - 1 });
}

async function openEntry(file: string, { zip, entries }: OpenZip, name: string): Promise<Readable> {
  const entry = entries.get(name);
  if (!entry) throw backupProblems.archive_entry_missing({ file, entry: name });
  try {
    return await zip.openReadStreamPromise(entry);
  } catch (cause) {
    throw backupProblems.archive_entry_altered({ file, entry: name }, { cause });
  }
}
