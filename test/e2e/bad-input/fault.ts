import type { LightMyRequestResponse } from 'fastify';
import type { FieldError } from '#platform/problems';
import type { PlacedOperation } from '../../drift/openapi/operations.js';
import type { Refusal } from './call.js';

type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>;

/** Refusals that have nothing to do with the input; a valid caller without limits must not get them. */
const unrelated = [
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'rate_quota_exceeded',
  'feature_disabled',
  'overloaded',
];

/**
 * What is wrong with the answer to a bad call; undefined when nothing is. A refusal must be a 4xx
 * problem that the document names for this operation; an expected one must have its code, and list
 * only faults at its pointer. Without `refusal` the call may also succeed.
 */
export function faultOf({ operation }: PlacedOperation, answer: Answer, refusal?: Refusal): string | undefined {
  const { statusCode: status, headers, body } = answer;
  if (status < 400) return refusal && `must be refused with ${shown(refusal)}, and got ${status}`;
  if (headers['content-type'] !== 'application/problem+json') return `got ${status} ${headers['content-type']}`;
  const { code, errors = [] } = JSON.parse(body) as {
    code: string;
    errors?: (Omit<FieldError, 'detail'> & { detail: string })[];
  };
  const seen = `got ${status} ${code} ${errors.map((error) => `${error.in}:${error.pointer} ${error.code}`).join(', ')}`;
  if (status >= 500 || !operation['x-problems']?.includes(code)) return `${seen}, which the document does not name`;
  if (code !== refusal?.code && unrelated.includes(code)) return `${seen}, which has nothing to do with the input`;
  // `invalid` is the code of a constraint without a text.
  if (errors.some((error) => error.code === 'invalid')) return `${seen}, which has no text of its own`;
  const raw = errors.find(({ detail }) => /[\\^]|\[.-.\]/.test(detail));
  if (raw) return `${seen}, which shows an expression: ${raw.detail}`;
  if (code === 'validation_failed' && errors.length === 0) return `${seen}, without saying where`;
  return !refusal || isThat(refusal, code, errors) ? undefined : `must be refused with ${shown(refusal)}, and ${seen}`;
}

function isThat({ code: wanted, at }: Refusal, code: string, errors: readonly Pick<FieldError, 'in' | 'pointer'>[]) {
  // A rule of the noun may point to the field too, as the one of passwords does.
  if (code !== wanted && (!at || errors.length === 0)) return false;
  return !at || errors.every(({ in: place, pointer }) => place === at.in && `${pointer}/`.startsWith(`${at.pointer}/`));
}

function shown({ code, at }: Refusal): string {
  return at ? `${code} at ${at.in}:${at.pointer}` : code;
}
