import type { LightMyRequestResponse } from 'fastify';
import { committedOperations, fieldsUnlike, headersUnlike } from '../../support/openapi.js';

/** How an answer differs from the document: in its status, its headers, its fields, their types and formats. */
export function unlikeDocument(operation: string, answer: LightMyRequestResponse): string[] {
  const { statusCode, headers } = answer;
  const placed = committedOperations.find(({ method, path }) => `${method} ${path}` === operation);
  if (!placed?.operation.responses[statusCode]) return [`${operation} answers ${statusCode} ${answer.body}`];
  const isJson = String(headers['content-type']).startsWith('application/json');
  return [
    ...headersUnlike(placed, statusCode, headers),
    ...(isJson ? fieldsUnlike(placed, statusCode, answer.json()) : []),
  ];
}
