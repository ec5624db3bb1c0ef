import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '#platform/access';
import { tenantIdInForce } from '#platform/tenancy';
import { idempotencyProblems } from './idempotency.errors.js';

/** What a request with a key is told apart by. */
export interface KeyedRequest {
  readonly tenantId: string;
  /** Of tenant, principal, route and key: requests with the same are meant to be one. */
  readonly keyHash: Buffer;
  /** Of method, URL and body: whether they are. */
  readonly fingerprint: Buffer;
  /** The advisory lock that one of them holds while it is carried out. */
  readonly lock: string;
}

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads a request's key.
 *
 * @param key the header's value
 * @throws Problem `invalid_idempotency_key` (400)
 */
export function keyedRequest(request: FastifyRequest, key: string): KeyedRequest {
  // Of a header that came twice Node joins the values with a space between.
  if (!VISIBLE_ASCII.test(key)) throw idempotencyProblems.invalid_idempotency_key();
  const { method, url, body = null } = request;
  const tenantId = tenantIdInForce();
  const principal = principalOf(request);
  const caller = principal ? [principal.kind, principal.id] : ['anyone'];
  const keyHash = sha256([tenantId, ...caller, method, request.routeOptions.url, key]);
  // The body as it was read, so that spaces make no difference.
  return { tenantId, keyHash, fingerprint: sha256([method, url, body]), lock: String(keyHash.readBigInt64BE()) };
}

function sha256(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
