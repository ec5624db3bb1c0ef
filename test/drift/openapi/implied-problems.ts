import type { RouteDeclaration } from '#platform/routes';
import { has, type PlacedOperation } from './operations.js';

/** The problems that an operation may answer by its method, path and declarations, beside those that it names. */
export function impliedProblems({ method, path, operation }: PlacedOperation, route: RouteDeclaration): string[] {
  const codes = [...ofAll];
  if (!route.withoutDatabase) codes.push('database_unavailable', 'database_busy', 'query_timeout');
  const access = route.access?.kind === 'allow' ? route.access : undefined;
  if (access) codes.push('unauthenticated', 'forbidden');
  if (route.keyInQuery) codes.push('credential_in_url', 'origin_not_allowed');
  if (access?.revocation === 'strict') codes.push('revocation_unknown');
  if (path.includes('{tenant}')) codes.push('tenant_not_found');
  // The tenant of the path, or of the member who calls.
  if (access ? !access.permission.startsWith('platform.') : path.includes('{tenant}')) codes.push(...ofTenants);
  if (route.context && (access || path.includes('{tenant}'))) codes.push('context_not_served');
  // An operator acts for no tenant that has any of these contexts.
  if (route.context && access) codes.push('tenant_credential_required');
  if (route.flag) codes.push('feature_disabled');
  if (route.priority !== 'vital' || route.priorityWith || !route.withoutDatabase) codes.push('overloaded');
  if (route.stream) codes.push(...ofStreams, ...(route.stream.required ? ['empty_body'] : []));
  else if (route.bytes) codes.push(...ofBodies, ...ofPackedBodies);
  else if (operation.requestBody) codes.push(...ofBodies);
  else if (method !== 'GET') codes.push(...ofUnexpectedBodies);
  if (method !== 'GET') codes.push('database_contention', 'writes_paused', 'storage_full');
  if (has(operation, 'If-Match')) codes.push('precondition_required', 'etag_without_quotes', 'precondition_failed');
  if (route.file) codes.push('precondition_failed', 'range_not_satisfiable');
  if (route.idempotency) codes.push(...ofKeys);
  if (has(operation, 'cursor')) codes.push('mixed_pagination', 'invalid_cursor');
  if (has(operation, 'pageSize')) codes.push('page_out_of_reach');
  return codes;
}

const ofAll = [
  'malformed_request',
  'invalid_url',
  'validation_failed',
  'method_not_allowed',
  'request_timeout',
  'url_too_long',
  'rate_limited',
  'headers_too_large',
  'internal_error',
  'handler_timeout',
];

const ofTenants = ['tenant_suspended', 'rate_quota_exceeded'];

const ofKeys = [
  'invalid_idempotency_key',
  'idempotency_key_reused',
  'idempotency_in_flight',
  'idempotency_answer_not_kept',
];

const ofBodies = [
  'empty_body',
  'incomplete_body',
  'invalid_utf8',
  'invalid_json',
  'json_too_deep',
  'body_too_large',
  'unsupported_media_type',
];

const ofStreams = [
  'incomplete_body',
  'body_too_large',
  'unsupported_media_type',
  'invalid_content_digest',
  'content_digest_mismatch',
];

const ofPackedBodies = ['invalid_gzip', 'unsupported_encoding'];

/** They are read, and refused where they hold anything. */
const ofUnexpectedBodies = ['incomplete_body', 'body_too_large'];
