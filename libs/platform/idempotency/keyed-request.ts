import { createHash, createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { principalOf, userOf } from '#platform/access';
import { tenantIdInForce } from '#platform/tenancy';
import { idempotencyProblems } from './idempotency.errors.js';

/** The identity of a request with an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly tenantId: string;
  /** The user of this tenant who sends it, also by a personal key; null for other callers. */
  readonly userId: string | null;
  /** The hash of tenant, principal, route and key: equal for repeats of one request. */
  readonly keyHash: Buffer;
  /**
   * The keyed hashes of method, URL and body, different when the key is reused for another request: that of the present
   * key, which is stored, and those that an earlier request may have stored around a rotation of the master key.
   */
  readonly fingerprints: readonly [stored: Buffer, ...others: Buffer[]];
  /** The advisory lock that a request holds while it is executed. */
  readonly lock: string;
}

/** The form of a key: visible ASCII. */
export const keyForm = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads a request's key.
 *
 * @param key the header's value
 * @param secrets the keys of the fingerprints, the present one first: a plain hash would let a reader of the database
 *   confirm what they guess that somebody wrote
 * @throws Problem `invalid_idempotency_key` (400)
 */
export function keyedRequest(request: FastifyRequest, key: string, secrets: readonly Buffer[]): KeyedRequest {
  // Node joins the values of a repeated header with a space, which is refused.
  if (!keyForm.test(key)) throw idempotencyProblems.invalid_idempotency_key();
  const { method, url, body = null } = request;
  const tenantId = tenantIdInForce();
  const principal = principalOf(request);
  const caller = principal ? [principal.kind, principal.id] : ['anyone'];
  const keyHash = sha256([tenantId, ...caller, method, request.routeOptions.url, key]);
  // The parsed body, so that white space makes no difference.
  const content = sha256([method, url, body]);
  // With the hash of the key, so that equal bodies of two requests cannot be told either.
  const keyed = (secret: Buffer) => createHmac('sha256', secret).update(keyHash).update(content).digest();
  const fingerprints = secrets.map(keyed) as [Buffer, ...Buffer[]];
  return {
    tenantId,
    // An operator in another tenant is not one of its persons.
    userId: (principal?.tenantId === tenantId && userOf(principal)) || null,
    keyHash,
    fingerprints,
    lock: String(keyHash.readBigInt64BE()),
  };
}

function sha256(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
