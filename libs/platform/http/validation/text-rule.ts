import { ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Decorates a property that holds a text of `min` to `max` code points. PostgreSQL's `length()` and JSON Schema count
 * these, while the decorators of class-validator leave out variation selectors: they take texts that a table refuses.
 */
export const Length = (min: number, max: number, options?: ValidationOptions): PropertyDecorator =>
  TextRule('isLength', (text) => hasLength(text, min, max), options, [min, max]);

/** Decorates a property that holds a text of at most `max` code points. */
export const MaxLength = (max: number, options?: ValidationOptions): PropertyDecorator =>
  TextRule('maxLength', (text) => hasLength(text, 0, max), options, [max]);

/**
 * Decorates a property that holds a text which passes a test.
 *
 * @param name that of its fault in `constraintTexts`
 * @param constraints what the text of the fault names
 */
export function TextRule(
  name: string,
  test: (text: string) => boolean,
  options?: ValidationOptions,
  constraints: number[] = [],
): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && test(value);
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
