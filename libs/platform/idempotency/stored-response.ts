import type { FastifyReply } from 'fastify';

/** An answer as it is sent, and kept to be sent again. */
export interface KeptAnswer {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** Beside the content type, what a handler says of its answer; all else is said of each answer anew. */
const kept = ['location', 'etag', 'link'];
const JSON_TYPE = 'application/json; charset=utf-8';
/** Bytes of a body that is kept, at most. */
const LARGEST = 1_048_576;

/**
 * The answer that a handler gives by what it returns and has set on the reply.
 *
 * @throws Error when an answer is on its way already, so that this one would never be seen, or is no JSON
 */
export function answerOf(returned: unknown, reply: FastifyReply): KeptAnswer {
  if (reply.sent || reply.raw.headersSent) throw new Error('The request was answered before its handler was done.');
  const headers: Record<string, string> = {};
  for (const name of kept) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') headers[name] = value;
  }
  const status = reply.statusCode;
  if (returned === undefined || returned === null) return { status, headers, body: null };
  if (typeof returned !== 'object') throw new Error('The handler of an idempotent route returns an object or nothing.');
  return { status, headers: { ...headers, 'content-type': JSON_TYPE }, body: Buffer.from(JSON.stringify(returned)) };
}

export function mayBeKept({ body }: KeptAnswer): boolean {
  return (body?.length ?? 0) <= LARGEST;
}

/** Prepares the reply; what is returned is for Nest to send. */
export function give({ status, headers, body }: KeptAnswer, reply: FastifyReply): Buffer | undefined {
  reply.code(status).headers({ ...headers });
  return body ?? undefined;
}
