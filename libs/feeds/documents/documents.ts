import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Problem } from '#platform/problems';
import { BoundedThreads, ThreadFailed } from '#platform/threads';
import { type Taker, Turns } from '#platform/turns';
import type { FaultCode } from './document-fault.js';
import { mostElements, mostEntries, mostLines, mostSeconds } from './document-limits.js';
import type { DocumentResult, DocumentTask, DocumentTasks } from './document-thread.js';
import { documentsProblems } from './documents.errors.js';
import type { DiscoveredFeeds } from './find-feed-links.js';
import {
  type ChangedFeed,
  type FetchedDocument,
  type KnownFeed,
  nothingKnown,
  type OpmlLine,
  type ParsedFeed,
} from './parsed-feed.js';

/** Documents that are read at once, at most: each thread may take all of its memory. */
const mostThreads = 2;
/** OPML files that may wait, in memory, of a tenant and of all. */
const mostWaiting = { ofTenant: 8, inAll: 32 };

/** For whom a document is read. */
interface Reader {
  readonly tenantId: string;
  /** Tells that nobody needs it any more: one that still waits is not read. By default the end of the request in force. */
  readonly signal?: AbortSignal;
}

/**
 * Reads what web servers answer, however hostile, in threads with bounded memory and time. Tenants take turns, and each has
 * turns of two kinds: what its people asked for does not wait for the feeds that are fetched for it, nor these for that. The
 * bytes of a document are moved to the thread where they fill their buffer: do not read them afterwards.
 */
@Injectable()
export class Documents implements OnApplicationShutdown {
  /** One core is left to the requests of this process. */
  private readonly threads = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  private readonly turns = new Turns({
    atOnce: this.threads,
    // Where there are two, a document that takes all of its time leaves one to other tenants.
    atOnceOfTenant: Math.max(1, this.threads - 1),
    waiting: mostWaiting.inAll,
    waitingOfTenant: mostWaiting.ofTenant,
    assumedMs: 200,
    busy: documentsProblems.documents_busy,
  });
  private readonly pool = new BoundedThreads({
    file: 'feeds/documents/document-thread.js',
    threads: this.threads,
    // A document of 10 MB takes some 140 MB, and more where it is dense.
    heapMegabytes: 512,
    // More would be kept for usual documents, too.
    newMegabytes: 16,
    seconds: mostSeconds,
  });

  /**
   * @param reader the tenant that fetched it, for itself or for all that follow its source
   * @throws Problem `not_a_feed`, `feed_malformed`, `feed_too_large`, `feed_parse_timeout` (422); the reason of the signal
   */
  parseFeed(document: FetchedDocument, reader: Reader): Promise<ParsedFeed> {
    return this.run('feed', document, fetching(reader));
  }

  /**
   * As `parseFeed`, and makes posts only of entries that are not as they were in the last document.
   *
   * @param last what is kept of that document
   */
  parseChanges(document: FetchedDocument, last: KnownFeed, reader: Reader): Promise<ChangedFeed> {
    return this.run('changes', document, fetching(reader), last);
  }

  /**
   * The feeds that a document offers: itself when it is one, else those that the HTML page links to, at most 20, those of
   * comments last. A page without any has no links.
   *
   * @throws Problem as `parseFeed`, except `not_a_feed`
   */
  discoverFeeds(document: FetchedDocument, reader: Reader): Promise<DiscoveredFeeds> {
    return this.run('discoverFeeds', document, { ...reader, unbounded: true });
  }

  /**
   * The subscriptions of an OPML file, at most 5,000, repeated ones included.
   *
   * @throws Problem `opml_malformed`, `opml_too_large`, `feed_parse_timeout` (422), `documents_busy` (503)
   */
  parseOpml(bytes: Uint8Array, reader: Reader): Promise<readonly OpmlLine[]> {
    return this.run('opml', { body: bytes, url: '', contentType: null }, reader);
  }

  /** Ends the threads, with what they still read. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** Jobs bound themselves how many documents they hold, and need no place; requests do not. */
  private async run<K extends keyof DocumentTasks>(
    name: K,
    document: FetchedDocument,
    taker: Taker,
    last = nothingKnown,
  ): Promise<DocumentTasks[K]> {
    const result = await this.turns.take(taker, () => this.inThread<DocumentTasks[K]>(name, document, last));
    if ('fault' in result) throw refused(result.fault);
    return result.value;
  }

  private async inThread<T>(
    name: keyof DocumentTasks,
    { body, ...about }: FetchedDocument,
    { digests, identities, lastPosts }: KnownFeed,
  ): Promise<DocumentResult<T>> {
    // Each alone in its buffer, which is copied as a whole.
    const bytesOf = (kept: Uint8Array | null) => kept && new Uint8Array(kept);
    const last = { digests: bytesOf(digests), identities: bytesOf(identities), lastPosts };
    const task: DocumentTask = { name, document: about, last };
    try {
      return await this.pool.run(task, body);
    } catch (error) {
      if (!(error instanceof ThreadFailed)) throw error;
      if (error.reason === 'time')
        throw documentsProblems.feed_parse_timeout({ seconds: mostSeconds }, { cause: error });
      const subject = name === 'opml' ? 'opml' : 'feed';
      throw refused(error.reason === 'memory' ? `${subject}_too_large` : `${subject}_malformed`, error);
    }
  }
}

function fetching({ tenantId, ...reader }: Reader): Taker {
  return { ...reader, tenantId: `fetches of ${tenantId}`, unbounded: true };
}

function refused(code: FaultCode, cause?: unknown): Problem {
  const most = code === 'opml_too_large' ? mostLines : mostEntries;
  return documentsProblems[code]({ most, elements: mostElements }, { cause });
}
