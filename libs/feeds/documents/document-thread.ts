import { getPriority, setPriority } from 'node:os';
import { DocumentFault, type FaultCode } from './document-fault.js';
import { mostMarks } from './document-limits.js';
import { discoverFeeds } from './find-feed-links.js';
import { parseChanges, parseFeed } from './parse-feed.js';
import { parseOpml } from './parse-opml.js';
import type { FetchedDocument } from './parsed-feed.js';

/** Requests come first, where a large document takes all of a core; on a busy one it still gets a quarter of it. */
const niceness = 5;
// Linux lowers the calling thread, others the whole process.
if (process.platform === 'linux' && getPriority(0) < niceness) setPriority(0, niceness);

/** What a thread does, by its name. */
const tasks = {
  feed: (document) => parseFeed(document),
  changes: (document, digests) => parseChanges(document, digests),
  discoverFeeds: (document) => discoverFeeds(document),
  opml: ({ body }) => parseOpml(body),
} satisfies Record<string, (document: FetchedDocument, digests: Uint8Array | null) => unknown>;

export type DocumentTasks = { readonly [K in keyof typeof tasks]: ReturnType<(typeof tasks)[K]> };

export interface DocumentTask {
  readonly name: keyof DocumentTasks;
  readonly document: FetchedDocument;
  readonly digests: Uint8Array | null;
  /** One number in shared memory, which is not 0 any more once a thread has begun. */
  readonly begun: Int32Array;
}

export type DocumentResult<T> = { readonly value: T } | { readonly fault: FaultCode };

const marks = Uint8Array.from({ length: 256 }, (_, byte) => Number('&<{['.includes(String.fromCharCode(byte))));

function marksIn(body: Uint8Array): number {
  let count = 0;
  for (const byte of body) if (marks[byte]) count += 1;
  return count;
}

/** What a thread of `Documents` runs for each document. */
export default function run({ name, document, digests, begun }: DocumentTask): DocumentResult<unknown> {
  Atomics.store(begun, 0, 1);
  Atomics.notify(begun, 0);
  try {
    if (marksIn(document.body) > mostMarks) return { fault: name === 'opml' ? 'opml_too_large' : 'feed_too_large' };
    return { value: tasks[name](document, digests) };
  } catch (error) {
    if (error instanceof DocumentFault) return { fault: error.code };
    throw error;
  }
}
