import { getMetadataStorage } from 'class-validator';
import { type InputClass, inputsOf } from './input-classes.js';

/**
 * The query parameters that a handler takes: the validated properties of its `@Query()` class, and
 * the names of `@Query('name')`.
 *
 * @param controller the prototype, as passed to method decorators
 * @throws Error at load for an `@Query()` without a class with rules, which would accept anything
 */
export function queryParametersOf(controller: object, handler: string | symbol): ReadonlySet<string> {
  const names = inputsOf(controller, handler, 'QUERY').flatMap(({ name, type }) => {
    if (name !== undefined) return [name];
    const fields = fieldsOf(type);
    if (fields.length === 0) throw new Error(`${String(handler)} takes a query without rules: give it a class.`);
    return fields;
  });
  return new Set(names);
}

function fieldsOf(type: InputClass | undefined): string[] {
  if (!type) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return rules.map(({ propertyName }) => propertyName);
}
