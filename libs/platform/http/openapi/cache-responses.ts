import { STATUS_CODES } from 'node:http';
import type { RouteDeclaration } from '#platform/routes';
import type { PlacedOperation } from './operations.js';

const validators = {
  ETag: {
    description: 'Send it as If-None-Match to get 304 while the answer has not changed.',
    schema: { type: 'string' },
  },
  'Cache-Status': { description: 'The result of the cache look-up (RFC 9211).', schema: { type: 'string' } },
} as const;

/** Describes answers without a description; of a cached route also the headers of its validator, and the 304. */
export function addCacheResponses({ operation }: PlacedOperation, { cache }: RouteDeclaration): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response && 'description' in response) response.description ||= STATUS_CODES[Number(status)] ?? '';
  }
  const ok = operation.responses['200'];
  if (!cache || !ok || !('description' in ok)) return;
  ok.headers = { ...ok.headers, ...validators };
  operation.responses['304'] = {
    description: 'Not Modified: the ETag of If-None-Match is still current.',
    headers: validators,
  };
}
