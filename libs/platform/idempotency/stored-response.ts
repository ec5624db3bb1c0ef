import type { FastifyReply } from 'fastify';

/** A response as it is sent, and stored to be sent again. */
export interface StoredResponse {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** The headers that are stored besides the content type; all other headers are set for each response. */
const storedHeaders = ['location', 'etag', 'link', 'retry-after'];
const JSON_TYPE = 'application/json; charset=utf-8';
/** The most bytes of a stored body. */
const LARGEST = 1_048_576;

/**
 * The response of a handler: the value that it returned, and the status and headers that it set.
 *
 * @throws Error when a response was already sent, or the value is not an object
 */
export function answerOf(returned: unknown, reply: FastifyReply): StoredResponse {
  if (reply.sent || reply.raw.headersSent) throw new Error('The request was answered before its handler was done.');
  const headers: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  const status = reply.statusCode;
  if (returned === undefined || returned === null) return { status, headers, body: null };
  if (typeof returned !== 'object') throw new Error('The handler of an idempotent route returns an object or nothing.');
  return { status, headers: { ...headers, 'content-type': JSON_TYPE }, body: Buffer.from(JSON.stringify(returned)) };
}

export function mayBeStored({ body }: StoredResponse): boolean {
  return (body?.length ?? 0) <= LARGEST;
}

/** Sets status and headers of the reply, and returns the body for Nest to send. */
export function apply({ status, headers, body }: StoredResponse, reply: FastifyReply): Buffer | undefined {
  reply.code(status).headers({ ...headers });
  return body ?? undefined;
}
