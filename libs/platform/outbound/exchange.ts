import type { Agent, Dispatcher } from 'undici';
import { bodyFailure, headFailure, isClosed } from './failure.js';
import { outboundProblems } from './outbound.errors.js';
import type { OutboundAnswer, OutboundRedirect, OutboundRequest } from './outbound-request.js';
import { readBeginning, readBody } from './read-body.js';
import { type Hop, redirected } from './redirect.js';

/** Answers whose bodies were cut off, by the problems that say so. */
const parts = new WeakMap<Error, OutboundAnswer>();

/** What came of an answer until it was cut off, where that is why it failed. */
export const partOf = (failure: Error): OutboundAnswer | undefined => parts.get(failure);

/** What bounds an exchange, besides its time. */
export interface ExchangeLimits extends Pick<OutboundRequest, 'beforeEach'> {
  /** Of the last body. */
  readonly mostBytes: number;
  /** Whether no more of it than that is wished. */
  readonly beginningOnly: boolean;
  readonly mostRedirects: number;
}

/**
 * Sends a request and those that its redirects lead to, and reads the last answer.
 *
 * @throws Problem those of `Outbound.send` but `answer_timeout`; the reason of the signal once it aborts
 */
export async function exchange(
  agent: Agent,
  first: Hop,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const { mostRedirects } = limits;
  const redirects: OutboundRedirect[] = [];
  const seen = new Set<string>();
  for (let hop = first; ; ) {
    const answer = await ask(agent, hop, limits, signal);
    try {
      const { statusCode: status, headers } = answer;
      const next = mostRedirects > 0 ? redirected(hop, status, headers.location) : undefined;
      if (!next) {
        const { bytes: body, cutBy } = await read(answer, limits);
        const received = { status, headers: joined(headers), url: hop.url.href, redirects, body };
        if (cutBy === undefined) return received;
        const failure = bodyFailure(cutBy) as Error;
        parts.set(failure, received);
        throw failure;
      }
      seen.add(`${hop.method} ${hop.url.href}`);
      if (redirects.length === mostRedirects || seen.has(`${next.method} ${next.url.href}`)) {
        throw outboundProblems.too_many_redirects({ limit: mostRedirects });
      }
      redirects.push({ status, from: hop.url.href, to: next.url.href });
      hop = next;
    } finally {
      // Closes the connection, unless the body was read to its end: that of a redirect may be endless.
      answer.body.destroy();
    }
  }
}

/** Asks once more where the host closes the connection: a kept one may have been closed just before the request came. */
async function ask(
  agent: Agent,
  hop: Hop,
  limits: ExchangeLimits,
  signal: AbortSignal,
  isSecond = false,
): Promise<Dispatcher.ResponseData> {
  signal.throwIfAborted();
  if (limits.beforeEach) await orAborted(limits.beforeEach(hop.url), signal);
  const { url, method, headers, body = null } = hop;
  try {
    const path = url.pathname + url.search;
    const sent = agent.request({ origin: url.origin, path, method, headers, body, signal });
    const answer = await orAborted(sent, signal);
    // Of a body that nobody reads any more; while it is read, errors are thrown there.
    answer.body.on('error', () => undefined);
    return answer;
  } catch (error) {
    if (method === 'GET' && isClosed(error) && !isSecond) return ask(agent, hop, limits, signal, true);
    throw headFailure(error);
  }
}

/** undici heeds a signal only once it has a connection, which the name or the host may delay. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function read(
  { headers, body }: Dispatcher.ResponseData,
  { mostBytes, beginningOnly }: ExchangeLimits,
): ReturnType<typeof readBody> {
  const contentEncoding = joined(headers)['content-encoding'];
  if (beginningOnly) return { bytes: await readBeginning(body, contentEncoding, mostBytes), cutBy: undefined };
  if (Number(headers['content-length']) > mostBytes) throw outboundProblems.answer_too_large({ limit: mostBytes });
  try {
    return await readBody(body, contentEncoding, mostBytes);
  } catch (error) {
    throw bodyFailure(error);
  }
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}
