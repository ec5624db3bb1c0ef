import type { FieldError } from '#platform/problems';
import { pointerTo } from '../validation/field-errors.js';

type Fault = Pick<FieldError, 'code' | 'detail'>;

const nul: Fault = {
  code: 'nul_character',
  detail: {
    en: 'must not contain the character U+0000',
    fr: 'ne doit pas contenir le caractère U+0000',
  },
};
const loneSurrogate: Fault = {
  code: 'lone_surrogate',
  detail: {
    en: 'must not contain half of a surrogate pair',
    fr: 'ne doit pas contenir la moitié d’une paire de substitution',
  },
};
const forbiddenKey: Fault = {
  code: 'forbidden_key',
  detail: { en: 'must not have this name', fr: 'ne doit pas porter ce nom' },
};

/**
 * The faults of a parsed body that no DTO checks: U+0000, which PostgreSQL's text cannot store,
 * lone surrogates, which are not characters, and the key `__proto__`. In UTF-8 the first two can
 * only come as escapes, so a source without a backslash-u and without that key is not walked.
 */
export function unsafeTexts(value: unknown, source: string): FieldError[] {
  if (!source.includes('\\u') && !source.includes('__proto__')) return [];
  const errors: FieldError[] = [];
  visit(value, [], errors);
  return errors;
}

function visit(value: unknown, path: readonly string[], errors: FieldError[]): void {
  if (typeof value === 'string') {
    const fault = faultOf(value);
    if (fault) errors.push({ pointer: pointerTo(path), in: 'body', ...fault });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      const fault = key === '__proto__' ? forbiddenKey : faultOf(key);
      if (fault) errors.push({ pointer: pointerTo([...path, key]), in: 'body', ...fault });
      else visit(child, [...path, key], errors);
    }
  }
}

function faultOf(text: string): Fault | undefined {
  if (text.includes('\u0000')) return nul;
  return text.isWellFormed() ? undefined : loneSurrogate;
}
