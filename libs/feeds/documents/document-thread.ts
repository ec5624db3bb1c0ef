import { inThread } from '#platform/threads';
import { DocumentFault, type FaultCode } from './document-fault.js';
import { mostMarks } from './document-limits.js';
import { discoverFeeds } from './find-feed-links.js';
import { parseChanges, parseFeed } from './parse-feed.js';
import { parseOpml } from './parse-opml.js';
import type { FetchedDocument, KnownFeed } from './parsed-feed.js';

/** What a thread does, by its name. */
const tasks = {
  feed: (document) => parseFeed(document),
  changes: (document, last) => parseChanges(document, last),
  discoverFeeds: (document) => discoverFeeds(document),
  opml: ({ body }) => parseOpml(body),
} satisfies Record<string, (document: FetchedDocument, last: KnownFeed) => unknown>;

export type DocumentTasks = { readonly [K in keyof typeof tasks]: ReturnType<(typeof tasks)[K]> };

export interface DocumentTask {
  readonly name: keyof DocumentTasks;
  readonly document: Omit<FetchedDocument, 'body'>;
  readonly last: KnownFeed;
}

export type DocumentResult<T> = { readonly value: T } | { readonly fault: FaultCode };

const marks = Uint8Array.from({ length: 256 }, (_, byte) => Number('&<{['.includes(String.fromCharCode(byte))));

function marksIn(body: Uint8Array): number {
  let count = 0;
  for (const byte of body) if (marks[byte]) count += 1;
  return count;
}

/** What a thread of `Documents` runs for each document. */
export default inThread(({ name, document, last }: DocumentTask, body): DocumentResult<unknown> => {
  try {
    if (marksIn(body) > mostMarks) return { fault: name === 'opml' ? 'opml_too_large' : 'feed_too_large' };
    return { value: tasks[name]({ ...document, body }, last) };
  } catch (error) {
    if (error instanceof DocumentFault) return { fault: error.code };
    throw error;
  }
});
