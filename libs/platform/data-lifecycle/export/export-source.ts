import type { Readable } from 'node:stream';
import type { InExports } from '#platform/database';
import type { Blob, BlobFault } from '#platform/storage';
import type { ExportedRow } from '../outside-data.js';

/** What an export is made of. */
export interface ExportSource {
  /** The lines, from the first. They are read twice. */
  lines(): AsyncIterable<string>;
  /** What the rows of a table are, by its name. */
  readonly titles: ReadonlyMap<string, InExports>;
  /** The columns with the digest of a file, by table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** What is known of files, by digest; of those that are not kept, nothing. */
  find(digests: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  /** What is wrong with the stored form of a file; undefined where nothing is. */
  faultOf(blob: Blob): Promise<BlobFault | undefined>;
  /** The extension of the file that a row names, without its dot; undefined where none is known. */
  extensionOf(row: ExportedRow): string | undefined;
  /**
   * The content of a file that a row names.
   *
   * @throws Problem `blob_missing`, and of the status 410 where it cannot be decrypted any more
   */
  read(blob: Blob, row: ExportedRow): Promise<Readable>;
}

/** What the lines of an export told, once they were read. */
export interface NotedExport {
  /** The columns and the number of the rows of each table. */
  readonly tables: Map<string, { readonly columns: Set<string>; rows: number }>;
  /** The file of each digest that a row names, and such a row. */
  readonly files: Map<string, { readonly name: string; readonly row: ExportedRow }>;
}
