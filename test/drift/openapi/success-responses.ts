import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RouteDeclaration } from '#platform/routes';
import { addHeader, has, type PlacedOperation } from './operations.js';
import { jsonSchemaOf, resolved } from './schemas.js';

const text = { type: 'string' } as const;

/** The `Palier-Wrote` of an answer to a read. */
const afterEnd = {
  description:
    'Sent once an operation has ended that the answer shows. Send it with your next requests, so that nothing you read is older than its end, whichever server answers.',
  schema: text,
} as const;

const headers = {
  ETag: {
    description: 'Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it.',
    schema: text,
  },
  Location: { description: 'The path of what was created or started.', schema: { ...text, format: 'uri-reference' } },
  Link: { description: 'The next step of the list, with `rel="next"` (RFC 8288); not sent at the end.', schema: text },
  'Palier-Wrote': {
    description:
      'Send it with your next requests, so that nothing you read is older than this write, whichever server answers.',
    schema: text,
  },
  'Cache-Status': { description: 'The result of the cache look-up (RFC 9211).', schema: text },
} as const;

/** Adds to successful answers their descriptions and headers, and the 304 where an ETag can be sent back. */
export function addSuccessResponses(document: OpenAPIObject, placed: PlacedOperation, route: RouteDeclaration): void {
  const { method, operation } = placed;
  const { access, cache, versioned, sendsETag, sendsLocation, sendsPalierWrote } = route;
  const showsEnds = sendsPalierWrote && access?.kind === 'allow';
  const writes = method !== 'GET' && method !== 'HEAD' && access?.kind === 'allow';
  if (cache) addHeader(operation, 'Palier-Wrote', 'The `Palier-Wrote` of your last write: no answer is older than it.');
  const validators = cache ? (['ETag', 'Cache-Status'] as const) : (['ETag'] as const);
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || !('description' in response)) continue;
    response.description ||= STATUS_CODES[Number(status)] ?? '';
    const hasVersion = resolved(document, jsonSchemaOf(response))?.properties?.version !== undefined;
    const hasTag = response.content !== undefined && (sendsETag || cache || (versioned && hasVersion));
    const sent = [
      ...(hasTag ? validators : []),
      ...(sendsLocation && (status === '201' || status === '202') ? (['Location'] as const) : []),
      ...(writes ? (['Palier-Wrote'] as const) : []),
      ...(status === '200' && has(operation, 'cursor') ? (['Link'] as const) : []),
    ];
    if (sent.length > 0) response.headers = { ...response.headers, ...pick(sent) };
    if (showsEnds && !writes) response.headers = { ...response.headers, 'Palier-Wrote': afterEnd };
    if (!hasTag || method !== 'GET') continue;
    operation.responses['304'] = {
      description: 'Not Modified: the ETag of If-None-Match is still current.',
      headers: pick(validators),
    };
  }
}

function pick(names: readonly (keyof typeof headers)[]) {
  return Object.fromEntries(names.map((name) => [name, headers[name]]));
}
