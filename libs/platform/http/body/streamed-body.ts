import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { declareRoute, type StreamPolicy } from '#platform/routes';
import { httpProblems } from '../http.errors.js';
import { closeAfterAnswer } from './close-after-answer.js';
import { expectedDigest } from './digest.js';
import { noBody, tooLarge, Upload } from './upload.js';

/** The body of a request to a route with `@StreamedBody`. */
export interface UploadedBody {
  /**
   * The bytes, received as fast as they are read. Fails with a problem that the handler lets through: `body_too_large`
   * (413), `empty_body`, `incomplete_body` (400, when the client disconnects), `request_timeout` (408).
   */
  readonly stream: Readable;
  /** The media type in lower case without parameters, one of those of the route; the first where there is no body. */
  readonly type: string;
  /** In bytes; undefined where the client did not announce it (chunked). */
  readonly length: number | undefined;
  /** The SHA-256 that the client announced, to be compared by `assertDigest`; undefined where it announced none. */
  readonly digest: Buffer | undefined;
}

/**
 * A route whose body is a stream of bytes, of a length that no memory need hold. `BODY_LIMIT_BYTES` does not apply to it.
 * `REQUEST_TIMEOUT_MS` limits the wait for each piece, and the work of the handler once it has received all of them or
 * while it takes none; with `limitedAsWhole` all of it together. A client that sends on after the answer is told to stop, and cut off after five seconds.
 */
export const StreamedBody = (policy: StreamPolicy): MethodDecorator => declareRoute({ stream: policy });

/** Gives a handler with `@StreamedBody` the body, as in `@BodyStream() body: UploadedBody`. */
export const BodyStream = createParamDecorator((_: unknown, context: ExecutionContext): UploadedBody => {
  const { upload } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!upload) throw new Error('@BodyStream() needs @StreamedBody() on the handler.');
  return upload;
});

/** Has the routes that declare a streamed body receive it, in place of a parser, which would hold it as a whole. */
export function receiveStreams(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const policy = route.config?.palier?.stream;
    if (!policy) return;
    // Fastify compares the announced length with it once more.
    route.bodyLimit = policy.limit;
    route.preParsing = [route.preParsing ?? []].flat().concat((request, reply, _payload, done) => {
      try {
        request.upload = receive(request, policy);
        reply.raw.once('close', () => {
          if (!request.raw.readableEnded) request.upload?.stream.destroy(httpProblems.incomplete_body());
          // Bytes that were received and not taken would block the next request on the connection.
          request.raw.resume();
        });
        done(null, nothingToParse(request.upload.length));
      } catch (error) {
        done(error as Error);
      }
    });
    // Also after a refusal by the pipeline, which comes before the body.
    route.onSend = [route.onSend ?? []].flat().concat((request, reply: FastifyReply, _payload, done) => {
      if (closeAfterAnswer(request.raw)) reply.header('connection', 'close');
      done();
    });
  });
}

/** @throws Problem `unsupported_media_type` (415), `body_too_large` (413), `empty_body`, `invalid_content_digest` (400), before a byte is read */
function receive({ raw }: FastifyRequest, policy: StreamPolicy): NonNullable<FastifyRequest['upload']> {
  const { 'content-length': announced, 'content-encoding': encoding = 'identity' } = raw.headers;
  const length = announced === undefined ? undefined : Number(announced);
  const empty = length === 0 || (length === undefined && raw.headers['transfer-encoding'] === undefined);
  const [named = ''] = (raw.headers['content-type'] ?? (empty ? policy.types[0] : '')).split(';', 1);
  const type = named.trim().toLowerCase();
  if (!policy.types.includes(type) || encoding.toLowerCase() !== 'identity')
    throw httpProblems.unsupported_media_type({ types: policy.types.join(', ') });
  if (length !== undefined && length > policy.limit) throw tooLarge(policy.limit);
  if (empty && policy.required) throw noBody(policy);
  const digest = expectedDigest(raw.headers);
  return { stream: new Upload(raw, policy, length), type, length: empty ? 0 : length, digest };
}

/** A body without bytes for the parsers, whose announced length Fastify still finds received. */
function nothingToParse(length: number | undefined) {
  return Object.assign(Readable.from([]), { receivedEncodedLength: length ?? 0 });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of a route that declares it as a stream, from the end of the pipeline on. */
    upload?: UploadedBody & { readonly stream: Upload };
  }
}
