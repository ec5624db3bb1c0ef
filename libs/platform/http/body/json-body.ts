import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FieldError, Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import { bytesOf } from './bytes-body.js';
import { isDeeperThan } from './json-depth.js';
import { widthFault } from './json-width.js';
import { unsafeTexts } from './unsafe-text.js';

/** Levels of objects and arrays in one body. */
export const maxJsonDepth = 32;

const jsonType = 'application/json';

/**
 * Reads `application/json` and nothing else; of duplicate keys the last wins (RFC 8259 §4 leaves it open). A route whose
 * handler takes no body accepts an empty one of any type, and `{}`, which some clients always send; it refuses any other.
 */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  readAs(server, jsonType, parseBody);
  readAs(server, '*', () => {
    throw httpProblems.unsupported_media_type({ types: jsonType });
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const forgotten = request.method === 'PATCH' && request.body === undefined && takesBody(request);
    done(forgotten ? httpProblems.empty_body({ types: jsonType }) : undefined);
  });
}

function readAs(server: FastifyInstance, type: string, read: (request: FastifyRequest, body: Buffer) => unknown): void {
  server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      const { bytes } = request.routeOptions.config.palier ?? {};
      // A streamed body is received by its handler.
      if (request.upload) done(null, undefined);
      else if (bytes) bytesOf(request, body, bytes).then((read) => done(null, read), done);
      else done(null, takesBody(request) === false ? assertNone(body) : read(request, body));
    } catch (error) {
      done(error as Problem);
    }
  });
}

/** Undefined for a route that declares nothing. */
function takesBody({ routeOptions }: FastifyRequest): boolean | undefined {
  return routeOptions.config.palier?.body;
}

/** @throws Problem `validation_failed` (400) */
function assertNone(body: Buffer): undefined {
  if (body.length > 0 && body.toString('latin1').trim() !== '{}')
    throw httpProblems.validation_failed({}, { errors: [unexpected] });
}

const unexpected: FieldError = {
  pointer: '',
  in: 'body',
  code: 'unexpected_body',
  detail: {
    en: 'must be left out: this operation takes no body',
    fr: 'doit être retiré : cette opération n’attend pas de corps',
  },
};

/**
 * The value of a JSON body.
 *
 * @throws Problem `unsupported_media_type` (415), `empty_body`, `invalid_utf8`, `json_too_deep`,
 *   `invalid_json` or `validation_failed` (400)
 */
function parseBody(request: FastifyRequest, body: Buffer): unknown {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw httpProblems.unsupported_media_type({ types: jsonType });
  if (body.length === 0) throw httpProblems.empty_body({ types: jsonType });
  if (!isUtf8(body)) throw httpProblems.invalid_utf8();
  // Before parsing, because JSON.parse and whatever walks its result are recursive.
  if (isDeeperThan(body, maxJsonDepth)) throw httpProblems.json_too_deep({ limit: maxJsonDepth });
  const text = body.toString('utf8');
  const value = parseJson(text);
  // Before the other rules, whose time grows with the width.
  const tooWide = widthFault(value);
  const errors = tooWide ? [tooWide] : unsafeTexts(value, text);
  if (errors.length > 0) throw httpProblems.validation_failed({}, { errors });
  return value;
}

/** @throws Problem `invalid_json` (400) with the position of the fault, where it is known */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 names the position in most of its messages, not in all.
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw httpProblems.invalid_json({}, position ? { extensions: { position: Number(position) } } : {});
  }
}
