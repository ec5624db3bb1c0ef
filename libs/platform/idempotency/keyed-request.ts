import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '#platform/access';
import { tenantIdInForce } from '#platform/tenancy';
import { idempotencyProblems } from './idempotency.errors.js';

/** The identity of a request with an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly tenantId: string;
  /** The hash of tenant, principal, route and key: equal for repeats of one request. */
  readonly keyHash: Buffer;
  /** The hash of method, URL and body: different when the key is reused for another request. */
  readonly fingerprint: Buffer;
  /** The advisory lock that a request holds while it is executed. */
  readonly lock: string;
}

/** The form of a key: visible ASCII. */
export const keyForm = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads a request's key.
 *
 * @param key the header's value
 * @throws Problem `invalid_idempotency_key` (400)
 */
export function keyedRequest(request: FastifyRequest, key: string): KeyedRequest {
  // Node joins the values of a repeated header with a space, which is refused.
  if (!keyForm.test(key)) throw idempotencyProblems.invalid_idempotency_key();
  const { method, url, body = null } = request;
  const tenantId = tenantIdInForce();
  const principal = principalOf(request);
  const caller = principal ? [principal.kind, principal.id] : ['anyone'];
  const keyHash = sha256([tenantId, ...caller, method, request.routeOptions.url, key]);
  // The parsed body, so that white space makes no difference.
  return { tenantId, keyHash, fingerprint: sha256([method, url, body]), lock: String(keyHash.readBigInt64BE()) };
}

function sha256(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
