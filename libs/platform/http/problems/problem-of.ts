import { HttpException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { asProblem, isStorageFull } from '#platform/database';
import { Problem } from '#platform/problems';
import { tooLarge } from '../body/upload.js';
import { httpProblems } from '../http.errors.js';
import { urlTooLong } from '../server/check-target.js';
import { nothingAt } from './nothing-at.js';

type Make = (request: FastifyRequest) => Problem;

const bodyTooLarge: Make = ({ routeOptions }) => tooLarge(routeOptions.bodyLimit);

/** Fastify's error codes that a request can cause. */
const byCode: Record<string, Make> = {
  FST_ERR_BAD_URL: () => httpProblems.invalid_url(),
  FST_ERR_MAX_PARAM_LENGTH: urlTooLong,
  FST_ERR_CTP_BODY_TOO_LARGE: bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => httpProblems.unsupported_media_type({ types: 'application/json' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => httpProblems.incomplete_body(),
  ECONNRESET: () => httpProblems.incomplete_body(),
};

/** The statuses of Nest's exceptions that have a problem of their own. */
const byStatus: Record<number, Make> = {
  400: () => httpProblems.bad_request(),
  404: () => httpProblems.not_found(),
  408: () => httpProblems.request_timeout(),
  413: bodyTooLarge,
  415: () => httpProblems.unsupported_media_type({ types: 'application/json' }),
};

/**
 * The problem to answer for an error; an unknown error becomes `internal_error`, without its message, and so does one whose
 * texts are for whoever runs the server.
 */
export function problemOf(error: unknown, request: FastifyRequest): Problem {
  const found = knownAs(error, request);
  if (!found.options.forOperators) return found;
  return httpProblems[found.status === 503 ? 'service_unavailable' : 'internal_error']({}, { cause: found });
}

function knownAs(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  // Whatever the handler made of it.
  const fault = request.upload?.stream.errored;
  if (fault instanceof Problem) return fault;
  const cause = error instanceof HttpException && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known) return known(request);
  if (isStorageFull(cause)) return asProblem(cause) as Problem;
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(cause);
  if (status === 404 && request.is404) return nothingAt(request.url, request.server.routeTable);
  if (status === 503) return httpProblems.service_unavailable({}, { cause });
  if (status === undefined || status < 400 || status >= 500) return httpProblems.internal_error({}, { cause });
  return byStatus[status]?.(request) ?? refusedWith(status);
}

/** The status that an error of Fastify or a plugin carries. */
function fastifyStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function refusedWith(status: number): Problem {
  const { code, title, detail, options } = httpProblems.request_refused({ status });
  return new Problem(code, status, title, detail, options);
}
