import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import { getMetadataStorage } from 'class-validator';

type Class = new (...args: never[]) => unknown;

/** Nest's metadata of one parameter of a handler; `data` is the name in `@Query('name')`. */
interface Argument {
  readonly index: number;
  readonly data?: unknown;
}

/**
 * The query parameters that a handler takes: the validated properties of its `@Query()` class, and
 * the names of `@Query('name')`. Decorators of parameters and of imported classes run before those of
 * the method, so all of them are known when a decorator of the method calls this.
 *
 * @param controller the prototype, as passed to method decorators
 * @throws Error at load for an `@Query()` without a class with rules, which would accept anything
 */
export function queryParametersOf(controller: object, handler: string | symbol): ReadonlySet<string> {
  const types: readonly (Class | undefined)[] = Reflect.getMetadata('design:paramtypes', controller, handler) ?? [];
  const names = argumentsOf(controller, handler, RouteParamtypes.QUERY).flatMap(({ index, data }) => {
    if (typeof data === 'string') return [data];
    const fields = fieldsOf(types[index]);
    if (fields.length === 0) throw new Error(`${String(handler)} takes a query without rules: give it a class.`);
    return fields;
  });
  return new Set(names);
}

/** Whether a handler takes the body of its request, or a field of it. */
export function takesBody(controller: object, handler: string | symbol): boolean {
  return argumentsOf(controller, handler, RouteParamtypes.BODY).length > 0;
}

/** The parameters of a handler that Nest fills from one part of the request. */
function argumentsOf(controller: object, handler: string | symbol, part: RouteParamtypes): Argument[] {
  const args: Record<string, Argument> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, handler) ?? {};
  return Object.entries(args).flatMap(([key, argument]) => (key.startsWith(`${part}:`) ? [argument] : []));
}

function fieldsOf(type: Class | undefined): string[] {
  if (!type) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return rules.map(({ propertyName }) => propertyName);
}
