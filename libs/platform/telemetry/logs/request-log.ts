import type { FinishedRequest } from '../finished-request.js';
import type { RequestScope } from '../request-scope.js';
import type { LogDestination } from './log-destination.js';
import { redactText } from './redaction.js';

/** The longest path that is logged, in characters. */
const LONGEST_PATH = 512;
/** Characters that JSON does not escape. */
const plain = /^[\w\-./~%:@!$&'()*+,;=]*$/;

/**
 * Writes one line for each request. The text is joined by hand, because pino costs several times as much
 * and every cached response is logged here.
 */
export class RequestLog {
  /** @param level the least severe level that is written, as pino's number; a request's line is 30, a designed 503 or
   *   507 40, any other 5xx 50 */
  constructor(
    private readonly level: number,
    private readonly destination: LogDestination,
  ) {}

  /** @param refused where the line stands for several requests that were refused alike, of which this is the last */
  finished(scope: RequestScope, request: FinishedRequest, refused?: { code: string; count: number }): void {
    const severity = request.status < 500 ? 30 : scope.unavailable || refused ? 40 : 50;
    if (severity < this.level) return;
    let line = `{"level":${severity},"time":${timeNow()},"msg":"request","requestId":${quoted(scope.requestId)}`;
    if (scope.tenantId !== undefined) line += `,"tenantId":"${scope.tenantId}"`;
    if (scope.traceId !== undefined) line += `,"traceId":"${scope.traceId}","spanId":"${scope.spanId}"`;
    line += `,"method":"${request.method}"`;
    if (request.route !== undefined) line += `,"route":"${request.route}"`;
    line += `,"path":${quoted(pathOf(request))},"status":${request.status},"ms":${milliseconds(request.ms)}`;
    if (request.aborted) line += ',"aborted":true';
    if (scope.unavailable) {
      const { code, reason } = scope.unavailable;
      line += `,"code":"${code}"`;
      if (reason !== undefined) line += `,"reason":${quoted(redactText(reason))}`;
    }
    if (refused) line += `,"code":"${refused.code}","refused":${refused.count}`;
    if (request.cache !== undefined) line += `,"cache":"${request.cache}"`;
    if (request.bytes !== undefined) line += `,"bytes":${request.bytes}`;
    this.destination.append(`${line}}\n`);
  }
}

let time = 0;
let timeText = '';

/** Formatting the time costs more than reading it, and many requests share a millisecond. */
function timeNow(): string {
  const now = Date.now();
  if (now !== time) {
    time = now;
    timeText = String(now);
  }
  return timeText;
}

/** With two decimals, from whole numbers, which are formatted several times faster than fractions. */
function milliseconds(ms: number): string {
  const hundredths = Math.round(ms * 100);
  const fraction = hundredths % 100;
  return `${(hundredths - fraction) / 100}.${fraction < 10 ? '0' : ''}${fraction}`;
}

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/**
 * Query strings hold search terms and sometimes tokens: they are never logged. Nor are subjects, who are named by
 * their erasure: the template stands for the path. An API key in the path is redacted before the path is truncated, which could
 * leave part of the key.
 */
function pathOf({ route, url }: FinishedRequest): string {
  if (route?.endsWith('/:subject')) return route;
  const query = url.indexOf('?');
  const asked = query < 0 ? url : url.slice(0, query);
  const path = asked.includes('palier_') ? redactText(asked) : asked;
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
}
