import type { FieldError } from '#platform/problems';
import { unknownFieldCode } from './constraint-texts.js';
import { pointerTo } from './field-errors.js';

const unknown = {
  code: unknownFieldCode,
  detail: { en: 'is not a known field', fr: 'n’est pas un champ connu' },
};

/**
 * The fields of a body that are called like what every object or class has, as `constructor` or `prototype`. Nest and
 * class-transformer leave them out before the rules of a DTO are read, so that they would pass. No DTO declares one.
 */
export function inheritedNames(body: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    const here = [...path, key];
    if (!(key in Object.prototype) && key !== 'prototype') return inheritedNames(value, here);
    return [{ pointer: pointerTo(here), in: 'body' as const, ...unknown }];
  });
}
