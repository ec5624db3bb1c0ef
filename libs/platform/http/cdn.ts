import type { FastifyReply } from 'fastify';
import { fillOf } from '#platform/cache';
import type { RequestContext } from './request-context.js';

/** Tells a CDN how long it may keep an answer that is fresh and the same for everybody. */
export class Cdn {
  /** The header of RFC 9213 and that of nginx, joined once; empty where no CDN may keep anything. */
  private readonly lines: string;

  constructor(seconds: number) {
    this.lines = seconds > 0 ? `cdn-cache-control: max-age=${seconds}\r\nx-accel-expires: ${seconds}\r\n` : '';
  }

  /** Adds the lines to an answer of a cached route, where the route is public and the request has no credential, cookie or Palier-Wrote. */
  letKeep(context: RequestContext): void {
    if (this.lines !== '' && isForEverybody(context)) context.head += this.lines;
  }

  /** The same for an answer that Fastify sends: not where it is an error, or a stale copy in place of one. */
  letKeepMade(context: RequestContext, reply: FastifyReply): void {
    const { statusCode } = reply;
    if (!fillOf(context.raw)?.stored || (statusCode !== 200 && statusCode !== 304)) return;
    if (!reply.hasHeader('set-cookie')) this.letKeep(context);
  }
}

function isForEverybody({ route, raw: { headers }, head }: RequestContext): boolean {
  if (route.declaration?.access?.kind !== 'public' || head.includes('\nx-degraded: ')) return false;
  // Any cookie may identify the caller, and one of them is a Palier-Wrote.
  return (headers.authorization ?? headers.cookie ?? headers['palier-wrote']) === undefined;
}
