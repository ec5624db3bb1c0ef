import { STATUS_CODES } from 'node:http';
import type { RouteDeclaration } from '#platform/routes';
import type { PlacedOperation } from './operations.js';

const validators = {
  ETag: { description: 'Send it back as If-None-Match to have 304 while nothing changed.', schema: { type: 'string' } },
  'Cache-Status': { description: 'What the cache did (RFC 9211).', schema: { type: 'string' } },
} as const;

/** Describes answers that nobody did, and what a kept answer adds: its validator, and 304 for who has it already. */
export function addKeptResponses({ operation }: PlacedOperation, { cache }: RouteDeclaration): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response && 'description' in response) response.description ||= STATUS_CODES[Number(status)] ?? '';
  }
  const ok = operation.responses['200'];
  if (!cache || !ok || !('description' in ok)) return;
  ok.headers = { ...ok.headers, ...validators };
  operation.responses['304'] = {
    description: 'Not Modified: the ETag of If-None-Match is still the one.',
    headers: validators,
  };
}
