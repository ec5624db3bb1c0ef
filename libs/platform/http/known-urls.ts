import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { MatchedRoute, RequestContext } from './request-context.js';

/** Characters of a remembered URL, at most; longer ones are seldom requested twice. */
const LONGEST = 512;
/** URLs of a generation, at most. */
const GENERATION = 10_000;

/**
 * The routes of URLs that were recently answered from memory. Such a URL was validated once and
 * need not be again. Two generations bound the memory: a look-up costs one map access, where a
 * least-recently-used list costs three.
 */
@Injectable()
export class KnownUrls {
  private young = new Map<string, MatchedRoute>();
  private old = new Map<string, MatchedRoute>();

  find({ method, url = '' }: IncomingMessage): MatchedRoute | undefined {
    if (method !== 'GET' || url.length > LONGEST) return undefined;
    return this.young.get(url) ?? this.old.get(url);
  }

  learn({ url, route }: RequestContext): void {
    if (url.length > LONGEST) return;
    if (this.young.size >= GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(url, route);
  }
}
