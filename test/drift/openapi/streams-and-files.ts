import type { RouteDeclaration } from '#platform/routes';
import { addHeader, type PlacedOperation } from './operations.js';

const text = { type: 'string' } as const;
const sha256 = 'sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:';

/** Documents a body that is received as a stream: binary in OpenAPI 3.1 is a type of content without a schema. */
export function describeUpload({ operation }: PlacedOperation, { stream }: RouteDeclaration): void {
  if (!stream) return;
  operation.requestBody = {
    description: `The bytes, at most ${stream.limit}: with a Content-Length or in chunks, without Content-Encoding.`,
    required: stream.required ?? false,
    content: contentOf(stream.types),
  };
  const description =
    'The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.';
  addHeader(operation, 'Content-Digest', description, sha256);
}

/** Documents a cached answer that is a text of another media type than JSON. */
export function describeText({ operation }: PlacedOperation, { cache }: RouteDeclaration): void {
  const response = operation.responses[200];
  if (!cache?.mediaType || !response || !('description' in response)) return;
  response.content = { [cache.mediaType]: { schema: text } };
}

/** Documents an answer that is a file, whole or in part. */
export function describeFile({ operation }: PlacedOperation, { file }: RouteDeclaration): void {
  if (!file) return;
  const content = contentOf(file.types);
  const { 'Content-Digest': _, ...ofPart } = headers;
  addHeader(operation, 'Range', range, 'bytes=0-1023');
  Object.assign(operation.responses, {
    200: { description: 'The whole file.', headers, content },
    206: {
      description: 'The part that Range asks for.',
      headers: { ...ofPart, 'Content-Range': contentRange },
      content,
    },
    302: {
      description: 'The file is on another server: ask there, soon and without credentials.',
      headers: { Location: location },
    },
    304: { description: 'Not Modified: the ETag of If-None-Match is still current.', headers: { ETag: headers.ETag } },
  });
}

function contentOf(types: readonly string[]): Record<string, { schema: object }> {
  return Object.fromEntries(types.map((type) => [type, { schema: {} }]));
}

const range =
  'One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.';
const contentRange = {
  description: 'The part and the size of the file, in bytes.',
  schema: text,
  example: 'bytes 0-1023/4096',
};
const location = { description: 'Where the file is.', schema: { ...text, format: 'uri-reference' } };

const headers = {
  ETag: {
    description: 'Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it.',
    schema: text,
  },
  'Accept-Ranges': { description: 'That parts may be asked for.', schema: { ...text, enum: ['bytes'] } },
  'Content-Disposition': { description: 'The name to save it under (RFC 6266), where it has one.', schema: text },
  'Content-Digest': {
    description: 'The SHA-256 of this body (RFC 9530), where it is known.',
    schema: text,
    example: sha256,
  },
  'Repr-Digest': {
    description: 'The SHA-256 of the whole file (RFC 9530), where it is known.',
    schema: text,
    example: sha256,
  },
} as const;
