import { Readable } from 'node:stream';
import { applyDecorators, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { declareRoute } from '#platform/routes';
import { ChangesAnswer } from '../changes-answer.js';
import { httpProblems } from '../http.errors.js';
import { attachment } from './content-disposition.js';
import { exactly } from './exactly.js';
import type { FileAnswer } from './file-answer.js';
import { isOfThisVersion, outcomeOf } from './preconditions.js';
import { type ByteRange, rangeIn } from './range.js';

/**
 * A GET route whose handler returns a `FileAnswer`: preconditions, one range and HEAD are answered from it (several
 * ranges get the whole file). The answer is never compressed, and takes as long as the client reads some of it, or the
 * source gives some, every `REQUEST_TIMEOUT_MS`. A source that fails or has another length ends the connection.
 *
 * @param types the media types that it answers
 * @throws Problem `range_not_satisfiable` (416), `precondition_failed` (412)
 */
export const AnswersFile = (...types: [string, ...string[]]): MethodDecorator =>
  applyDecorators(ChangesAnswer(answer), declareRoute({ file: { types } }));

async function answer(
  file: FileAnswer,
  reply: FastifyReply,
  { method, headers, raw, server }: FastifyRequest,
): Promise<StreamableFile | undefined> {
  const { source, size } = file;
  if ('redirect' in source && method === 'HEAD') {
    // A presigned URL is good for GET alone; the validators are those of the other server.
    reply.headers({ ...representationOf(file), 'accept-ranges': 'bytes', 'content-length': size });
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(Readable.from([]));
  }
  if ('redirect' in source) {
    if (givesBeginning(headers, file)) file.onBeginning?.();
    reply.code(302).headers({ location: source.redirect, 'cache-control': 'private, no-store' });
    return undefined;
  }
  const outcome = outcomeOf(headers, file);
  if (outcome === 'failed') throw httpProblems.precondition_failed({}, { headers: { etag: file.etag } });
  if (outcome === 'not modified') {
    reply.code(304).headers(validatorsOf(file));
    return undefined;
  }
  if ('accel' in source) {
    if (method === 'GET' && givesBeginning(headers, file)) file.onBeginning?.();
    const path = source.accel.split('/').map(encodeURIComponent).join('/');
    reply.headers({ ...validatorsOf(file), ...representationOf(file), 'x-accel-redirect': path });
    return undefined;
  }
  const range = method === 'GET' ? askedRange(headers, file) : undefined;
  const stream = method === 'GET' ? await source.open(range) : Readable.from([]);
  if (method === 'GET' && (range?.start ?? 0) === 0) file.onBeginning?.();
  const length = range ? range.end - range.start + 1 : size;
  reply.headers({
    ...validatorsOf(file),
    ...representationOf(file),
    'accept-ranges': 'bytes',
    'content-length': length,
  });
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  else if (file.digest) reply.header('content-digest', digestOf(file.digest));
  if (method !== 'GET') return new StreamableFile(stream);
  // Refreshed with each write; Node resets it with keep-alive. An injected request has no real socket.
  raw.socket.setTimeout?.(server.server.requestTimeout);
  return new StreamableFile(exactly(length, stream));
}

/** What another server, which knows the same file, will answer. */
function givesBeginning(headers: FastifyRequest['headers'], file: FileAnswer): boolean {
  if (outcomeOf(headers, file) !== 'send') return false;
  if (headers.range === undefined || !isOfThisVersion(headers['if-range'] as string | undefined, file)) return true;
  const range = rangeIn(headers.range, file.size);
  return range !== 'unsatisfiable' && (range?.start ?? 0) === 0;
}

/** @throws Problem `range_not_satisfiable` (416) */
function askedRange(headers: FastifyRequest['headers'], file: FileAnswer): ByteRange | undefined {
  if (headers.range === undefined || !isOfThisVersion(headers['if-range'] as string | undefined, file))
    return undefined;
  const range = rangeIn(headers.range, file.size);
  if (range !== 'unsatisfiable') return range;
  throw httpProblems.range_not_satisfiable(
    { size: file.size },
    { headers: { 'content-range': `bytes */${file.size}`, 'accept-ranges': 'bytes' } },
  );
}

function validatorsOf({ etag, lastModified, cacheControl }: FileAnswer): Record<string, string> {
  return {
    etag,
    ...(lastModified && { 'last-modified': lastModified.toUTCString() }),
    ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
  };
}

function representationOf({ contentType, fileName, digest }: FileAnswer): Record<string, string> {
  return {
    'content-type': contentType,
    ...(fileName !== undefined && { 'content-disposition': attachment(fileName) }),
    ...(digest && { 'repr-digest': digestOf(digest) }),
  };
}

/** As RFC 9530 writes it. */
function digestOf(sha256: Buffer): string {
  return `sha-256=:${sha256.toString('base64')}:`;
}
