import { applyDecorators } from '@nestjs/common';
import { IsString, ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Decorates a property that holds a text of `min` to `max` code points. PostgreSQL's `length()` and JSON Schema count
 * these, while the decorators of class-validator leave out variation selectors: they take texts that a table refuses.
 */
export const Length = (min: number, max: number, options?: ValidationOptions): PropertyDecorator =>
  ofLength('isLength', [min, max], min, max, options);

/** Decorates a property that holds a text of at most `max` code points. */
export const MaxLength = (max: number, options?: ValidationOptions): PropertyDecorator =>
  ofLength('maxLength', [max], 0, max, options);

/** Decorates a property that holds a text which passes a test. @param name that of its fault in `constraintTexts` */
export const TextRule = (name: string, test: (text: string) => boolean, options?: ValidationOptions) =>
  ruleOf(name, (value) => typeof value === 'string' && test(value), options);

function ofLength(name: string, bounds: number[], min: number, max: number, options?: ValidationOptions) {
  // A value that is no text breaks `isString` alone.
  const ofText = ruleOf(name, (value) => typeof value !== 'string' || hasLength(value, min, max), options, bounds);
  return applyDecorators(ofText, IsString({ each: options?.each ?? false }));
}

function ruleOf(
  name: string,
  validate: (value: unknown) => boolean,
  options?: ValidationOptions,
  constraints: number[] = [],
): PropertyDecorator {
  // Without a message class-validator drops the context.
  return ValidateBy({ name, constraints, validator: { validate, defaultMessage: () => name } }, options);
}

/** A code point is one or two of the units that `length` counts, so the code points are rarely to be counted. */
function hasLength(text: string, min: number, max: number): boolean {
  if (text.length < min || text.length > 2 * max) return false;
  if (text.length >= 2 * min && text.length <= max) return true;
  const { length } = [...text];
  return length >= min && length <= max;
}
