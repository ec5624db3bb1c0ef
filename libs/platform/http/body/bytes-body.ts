import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type BytesPolicy, declareRoute } from '#platform/routes';
import { httpProblems } from '../http.errors.js';
import { tooLarge } from './upload.js';

/** The whole body of a request to a route with `@BytesBody`. */
export interface ReceivedBytes {
  /** At least one byte, unpacked where they came as gzip. */
  readonly bytes: Buffer;
  /** The media type in lower case without parameters, one of those of the route. */
  readonly type: string;
}

/**
 * A route whose handler receives the whole body as bytes, which it reads itself; a client may send them as gzip.
 * `BODY_LIMIT_BYTES` does not apply to it, and `REQUEST_TIMEOUT_MS` does. It is described as a JSON array of `itemsOf`
 * and, in its other types, as text.
 *
 * The handler may let through `empty_body`, `invalid_gzip` (400), `body_too_large` (413), `unsupported_media_type` and
 * `unsupported_encoding` (415), with which the body is refused before it.
 */
export const BytesBody = (policy: BytesPolicy): MethodDecorator =>
  applyDecorators(ApiBody({ type: policy.itemsOf, isArray: true }), declareRoute({ bytes: policy }));

/** Gives a handler with `@BytesBody` the body, as in `@BodyBytes() body: ReceivedBytes`. */
export const BodyBytes = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedBytes => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { body, headers } = request;
  if (!Buffer.isBuffer(body)) throw new Error('@BodyBytes() needs @BytesBody() on the handler.');
  // The request outlives its answer by long: 300 at once kept 4 MB each.
  request.body = undefined;
  return { bytes: body, type: typeOf(headers['content-type']) };
});

/** Has the routes that declare a body of bytes refuse what they do not take before a byte of it is received. */
export function admitBytes(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const policy = route.config?.palier?.bytes;
    if (!policy) return;
    route.bodyLimit = policy.limit;
    route.preParsing = [route.preParsing ?? []].flat().concat((request, _reply, payload, done) => {
      done(faultOf(request, policy) ?? null, payload);
    });
  });
}

function faultOf({ raw: { headers } }: FastifyRequest, { types }: BytesPolicy) {
  const length = headers['content-length'] ?? (headers['transfer-encoding'] === undefined ? '0' : undefined);
  if (length === '0') return httpProblems.empty_body({ types: types.join(', ') });
  if (!types.includes(typeOf(headers['content-type'])))
    return httpProblems.unsupported_media_type({ types: types.join(', ') });
  return isGzip(headers['content-encoding']) === undefined ? httpProblems.unsupported_encoding() : undefined;
}

function typeOf(header = ''): string {
  return (header.split(';', 1)[0] as string).trim().toLowerCase();
}

/** Undefined for another encoding. `x-gzip` means the same as `gzip` (RFC 9110 §8.4.1.3). */
function isGzip(encoding = 'identity'): boolean | undefined {
  const named = encoding.trim().toLowerCase();
  return named === 'identity' ? false : named === 'gzip' || named === 'x-gzip' || undefined;
}

const unpack = promisify(gunzip);

/**
 * The bytes of a received body, unpacked where they are gzip.
 *
 * @throws Problem `empty_body`, `invalid_gzip` (400), `body_too_large` (413)
 */
export async function bytesOf(request: FastifyRequest, body: Buffer, policy: BytesPolicy): Promise<Buffer> {
  const isPacked = isGzip(request.headers['content-encoding']);
  const bytes = isPacked ? await afterOthers(() => unpacked(body, policy)) : body;
  if (bytes.length === 0) throw httpProblems.empty_body({ types: policy.types.join(', ') });
  return bytes;
}

/** Bodies that are unpacked at once: as many as Node has threads for it. */
const MOST_AT_ONCE = 4;
/** Those under way, and what begins each that waits. */
let unpacking = 0;
const waiting: (() => void)[] = [];

/**
 * Runs `work` while few others run. A body takes its whole size once unpacking begins, a thousand times what was sent, so
 * those that wait do so packed; the next one begins after the handler has begun with this one.
 */
async function afterOthers<T>(work: () => Promise<T>): Promise<T> {
  if (unpacking < MOST_AT_ONCE) unpacking += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) setImmediate(next);
    else unpacking -= 1;
  }
}

async function unpacked(body: Buffer, { unpackedLimit }: BytesPolicy): Promise<Buffer> {
  // The last four bytes tell the length: one piece of that size needs no joining, which would take the memory twice.
  const told = body.length < 4 ? 0 : body.readUInt32LE(body.length - 4);
  const chunkSize = Math.min(Math.max(told, smallestPiece), unpackedLimit) + 1;
  try {
    return await unpack(body, { maxOutputLength: unpackedLimit, chunkSize, rejectGarbageAfterEnd: true });
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(unpackedLimit)
      : httpProblems.invalid_gzip();
  }
}

/** In bytes: a body that lies about its length is not unpacked byte by byte. */
const smallestPiece = 16_384;
