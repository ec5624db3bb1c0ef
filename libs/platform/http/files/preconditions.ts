import type { IncomingHttpHeaders } from 'node:http';
import { notModified } from '#platform/cache';

/** What tells one version of a file from another. */
export interface Validators {
  /** Strong, in quotes. */
  readonly etag: string;
  readonly lastModified?: Date;
}

/** What the preconditions of a GET or HEAD lead to, in the order of RFC 9110 §13.2.2. */
export function outcomeOf(headers: IncomingHttpHeaders, file: Validators): 'send' | 'not modified' | 'failed' {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined) {
    if (!isAmong(match, file.etag)) return 'failed';
  } else if (secondsOf(file.lastModified) > secondsIn(headers['if-unmodified-since'])) return 'failed';
  if (noneMatch !== undefined) return notModified(noneMatch, file.etag) ? 'not modified' : 'send';
  return secondsOf(file.lastModified) <= secondsIn(headers['if-modified-since']) ? 'not modified' : 'send';
}

/** Whether a `Range` may be answered: the client has a part of this very version (RFC 9110 §13.1.5). */
export function isOfThisVersion(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  if (ifRange === undefined) return true;
  return ifRange.endsWith('"') ? ifRange === etag : secondsIn(ifRange) === secondsOf(lastModified);
}

/** The strong comparison: a weak tag is never equal. */
function isAmong(list: string, etag: string): boolean {
  return list.trim() === '*' || list.split(',').some((each) => each.trim() === etag);
}

/** NaN, which is equal to nothing and neither less nor more, where there is no date or no valid one. */
function secondsIn(date: string | undefined): number {
  return Math.floor(Date.parse(date ?? '') / 1000);
}

function secondsOf(date: Date | undefined): number {
  return Math.floor((date?.getTime() ?? Number.NaN) / 1000);
}
