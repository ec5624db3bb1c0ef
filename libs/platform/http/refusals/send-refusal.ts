import type { Locale, Problem } from '#platform/problems';
import { closeAfterAnswer } from '../body/close-after-answer.js';
import { instanceOf, problemBody } from '../problems/problem-body.js';
import { addHeader, headersOf, type RequestContext } from '../request-context.js';
import { securityHeaders } from '../security-headers.js';
import { linesOf, mayWriteText, writeHeaders, writeText } from '../write-answer.js';

/** A problem as it is sent in one language, without what differs by request. */
interface PreparedRefusal {
  /** Names and values by turns, without the length of the body. */
  readonly headers: readonly string[];
  /** The security headers and `headers`, as lines. */
  readonly head: string;
  /** The body before the path, between the path and the request id, and after it: each character is one byte of UTF-8. */
  readonly parts: readonly [string, string, string];
}

const beyondAscii = /[^ -~]/;
/** A text of which each character is one byte of UTF-8. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1');

const prepared = new WeakMap<Problem, Partial<Record<Locale, PreparedRefusal>>>();

/** Stand for the path and the request id in the JSON that is cut into parts. */
const [PATH, ID] = ['{path}', '{id}'];

/**
 * Answers a request with a problem from the hook, as `sendCached` does: under overload a refusal must cost no more than a
 * cached answer. The bytes are prepared once for each problem and language.
 *
 * @param problem one that is used again and again, with its Retry-After where it has one
 */
export function sendRefusal(problem: Problem, context: RequestContext): true {
  const { raw, response } = context;
  const { headers, head, parts } = preparedFor(problem, context.locale);
  const path = JSON.stringify(instanceOf(context.url));
  const body = `${parts[0]}${beyondAscii.test(path) ? asBytes(path) : path}${parts[1]}${context.id}${parts[2]}`;
  context.refused = problem;
  context.bytes = body.length;
  // A body without a limit is not read to its end for nothing.
  if (context.route.declaration?.stream && closeAfterAnswer(raw) && !context.draining) {
    context.draining = true;
    addHeader(context, 'connection', 'close');
  }
  response.statusCode = problem.status;
  if (mayWriteText(context) && raw.method !== 'HEAD') {
    writeText(context, `${context.head}${head}content-length: ${body.length}\r\n\r\n`, body);
    return true;
  }
  writeHeaders(context, [...headersOf(context).flat(), ...headers, 'content-length', String(body.length)], body);
  return true;
}

function preparedFor(problem: Problem, locale: Locale): PreparedRefusal {
  let byLocale = prepared.get(problem);
  if (!byLocale) {
    byLocale = {};
    prepared.set(problem, byLocale);
  }
  byLocale[locale] ??= prepare(problem, locale);
  return byLocale[locale];
}

function prepare(problem: Problem, locale: Locale): PreparedRefusal {
  const json = JSON.stringify(problemBody(problem, locale, { requestId: ID, instance: PATH }));
  const [start = '', rest = ''] = asBytes(json).split(`"${PATH}"`);
  const [middle = '', end = ''] = rest.split(ID);
  const headers = [
    ...Object.entries(problem.options.headers ?? {}).flat(),
    'cache-control',
    'no-store',
    'content-language',
    locale,
    'content-type',
    'application/problem+json',
  ];
  const head = linesOf([...Object.entries(securityHeaders).flat(), ...headers]);
  return { headers, head, parts: [start, middle, end] };
}
