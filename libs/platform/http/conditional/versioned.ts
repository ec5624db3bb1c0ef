import { hash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { declareRoute, onRoutes } from '#platform/routes';
import { ChangesAnswer } from '../changes-answer.js';
import { versionTag } from './version-tag.js';

/** Enough that two answers of one version do not share an ETag. */
const HASH_CHARACTERS = 16;

/**
 * Routes whose answers are resources with the number of their version: the ETag holds it, and `@IfMatch()` takes it. An answer
 * without one, such as a list, gets none.
 *
 * @param field where that number is
 * @param hashed whether answers change without it, as by what a worker notes: the ETag then holds a hash of the answer, too,
 *   which `@IfMatch()` disregards
 */
export const Versioned = ({ field = 'version', hashed = false } = {}) => {
  const setTag = ChangesAnswer((body: Record<string, unknown> | undefined, reply) => {
    const version = body?.[field];
    if (typeof version !== 'number') return body;
    const suffix = hashed ? hash('sha256', JSON.stringify(body), 'base64url').slice(0, HASH_CHARACTERS) : '';
    reply.header('etag', versionTag(version, suffix));
    return body;
  });
  return onRoutes(applyDecorators(setTag, declareRoute({ versioned: true })));
};
