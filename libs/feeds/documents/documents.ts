import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import type { Problem } from '#platform/problems';
import type { FaultCode } from './document-fault.js';
import { mostEntries, mostLines, mostSeconds, mostStartSeconds } from './document-limits.js';
import type { DocumentResult, DocumentTask, DocumentTasks } from './document-thread.js';
import { documentsProblems } from './documents.errors.js';
import type { DiscoveredFeeds } from './find-feed-links.js';
import type { FetchedDocument, OpmlLine, ParsedFeed } from './parsed-feed.js';
import { Semaphore } from './semaphore.js';

/** Documents that are read at once, at most: each thread may take all of its memory. */
const mostThreads = 2;
/** OPML files that may wait, in memory. */
const mostWaiting = 32;
/** Seconds until it is worth trying again, when that many wait. */
const retryAfter = 10;

/**
 * Reads what web servers answer, however hostile, in threads with bounded memory and time. The bytes of a document are
 * moved to the thread where they fill their buffer: do not read them afterwards.
 */
@Injectable()
export class Documents implements OnApplicationShutdown {
  /** One core is left to the requests of this process. */
  private readonly threads = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  private readonly threadsInUse = new Semaphore(this.threads);
  private pool: Promise<Piscina> | undefined;

  /**
   * @throws Problem `not_a_feed`, `feed_malformed`, `feed_too_large`, `feed_parse_timeout` (422)
   */
  parseFeed(document: FetchedDocument): Promise<ParsedFeed> {
    return this.run('feed', document);
  }

  /**
   * The feeds that a document offers: itself when it is one, else those that the HTML page links to, at most 20, those of
   * comments last. A page without any has no links.
   *
   * @throws Problem as `parseFeed`, except `not_a_feed`
   */
  discoverFeeds(document: FetchedDocument): Promise<DiscoveredFeeds> {
    return this.run('discoverFeeds', document);
  }

  /**
   * The subscriptions of an OPML file, at most 5,000, repeated ones included.
   *
   * @throws Problem `opml_malformed`, `opml_too_large`, `feed_parse_timeout` (422), `documents_busy` (503)
   */
  parseOpml(bytes: Uint8Array): Promise<readonly OpmlLine[]> {
    return this.run('opml', { body: bytes, url: '', contentType: null });
  }

  /** Ends the threads, with what they still read. */
  async onApplicationShutdown(): Promise<void> {
    await (await this.pool)?.destroy();
  }

  private async run<K extends keyof DocumentTasks>(name: K, document: FetchedDocument): Promise<DocumentTasks[K]> {
    // Jobs bound themselves how many documents they hold; requests do not.
    if (!(await this.threadsInUse.acquire(name === 'opml' ? mostWaiting : Number.POSITIVE_INFINITY)))
      throw documentsProblems.documents_busy({ seconds: retryAfter }, { headers: { 'retry-after': `${retryAfter}` } });
    try {
      const result = await this.inThread<DocumentTasks[K]>(name, document);
      if ('fault' in result) throw refused(result.fault);
      return result.value;
    } finally {
      this.threadsInUse.release();
    }
  }

  private async inThread<T>(name: keyof DocumentTasks, document: FetchedDocument): Promise<DocumentResult<T>> {
    this.pool ??= import('./document-pool.js').then(({ startPool }) => startPool(this.threads));
    const pool = await this.pool;
    const body = movable(document.body);
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const task: DocumentTask = {
      name,
      document: { url: document.url, contentType: document.contentType, body },
      begun,
    };
    const limit = limitFrom(begun);
    try {
      // Ended, a thread is replaced by a new one.
      return await pool.run(task, {
        // A list at run time, whatever the type of Piscina says.
        transferList: [body.buffer] as object,
        signal: limit,
      });
    } catch (error) {
      if (limit.aborted) throw documentsProblems.feed_parse_timeout({ seconds: mostSeconds }, { cause: error });
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      const subject = name === 'opml' ? 'opml' : 'feed';
      throw refused(full ? `${subject}_too_large` : `${subject}_malformed`, error);
    }
  }
}

/**
 * Aborts some seconds after a thread has begun with a document. That threads start slowly, as many do at once on a busy
 * machine, is no fault of the document; one that does not start at all is given up, too.
 */
function limitFrom(begun: Int32Array): AbortSignal {
  const limit = new AbortController();
  const started = Promise.resolve(Atomics.waitAsync(begun, 0, 0, mostStartSeconds * 1000).value);
  void started.then(() => {
    const late = AbortSignal.timeout(mostSeconds * 1000);
    if (late.aborted) limit.abort();
    else late.addEventListener('abort', () => limit.abort(), { once: true });
  });
  return limit.signal;
}

/** The bytes in a buffer that has nothing else, and may therefore be moved. */
function movable(bytes: Uint8Array): Uint8Array {
  const fills = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return fills ? bytes : new Uint8Array(bytes);
}

function refused(code: FaultCode, cause?: unknown): Problem {
  return documentsProblems[code]({ most: code === 'opml_too_large' ? mostLines : mostEntries }, { cause });
}
