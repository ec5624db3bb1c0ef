import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { MatchedRoute, RequestContext } from './request-context.js';

/** Longer URLs are seldom asked for twice. */
const LONGEST = 512;
/** How many URLs a generation holds. */
const GENERATION = 10_000;

/**
 * The routes of URLs that were lately answered from memory. They were valid then, so they are now.
 * Two generations bound it: a look-up costs one map, where a least-recently-used list costs three.
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
