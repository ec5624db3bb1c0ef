import { getMetadataStorage, IS_OPTIONAL } from 'class-validator';
import type { FieldError } from '#platform/problems';
import { pointerTo } from './field-errors.js';

const code = 'null';
const detail = {
  en: 'must not be null; leave the field out instead',
  fr: 'ne doit pas valoir null ; retirez plutôt ce champ',
};

/**
 * The nulls of a validated body that no rule checked: `@IsOptional()` accepts null as well as
 * absence, while DTOs mean absence only. A field that may be null is declared with
 * `@ValidateIf((_dto, value) => value !== null)`.
 */
export function nullFields(dto: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof dto !== 'object' || dto === null) return [];
  const optional = Array.isArray(dto) ? new Set<string>() : optionalFieldsOf(dto);
  return Object.entries(dto).flatMap(([key, value]) => {
    const here = [...path, key];
    if (value !== null) return nullFields(value, here);
    return optional.has(key) ? [{ pointer: pointerTo(here), in: 'body' as const, code, detail }] : [];
  });
}

function optionalFieldsOf(dto: object): Set<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto.constructor, '', false, false);
  return new Set(rules.filter((rule) => rule.name === IS_OPTIONAL).map((rule) => rule.propertyName));
}
