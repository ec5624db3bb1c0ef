import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';

/** A class whose rules validate an input. */
export type InputClass = new (...args: never[]) => unknown;

/** Nest's metadata of one parameter of a handler; `data` is the name in `@Query('name')`. */
interface Argument {
  readonly index: number;
  readonly data?: unknown;
}

/** One parameter of a handler that takes the body, the query or a part of it. */
export interface TakenInput {
  /** As in `@Query('name')`. */
  readonly name: string | undefined;
  readonly type: InputClass | undefined;
}

/**
 * The parameters of a handler that take the body or the query. Decorators of parameters and of imported classes run
 * before those of the method, so all of them are known when a decorator of the method calls this.
 *
 * @param controller the prototype, as passed to method decorators
 */
export function inputsOf(controller: object, handler: string | symbol, from: 'BODY' | 'QUERY'): TakenInput[] {
  const args: Record<string, Argument> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, handler) ?? {};
  const types: readonly (InputClass | undefined)[] =
    Reflect.getMetadata('design:paramtypes', controller, handler) ?? [];
  return Object.entries(args)
    .filter(([key]) => key.startsWith(`${RouteParamtypes[from]}:`))
    .map(([, { index, data }]) => ({ name: typeof data === 'string' ? data : undefined, type: types[index] }));
}
