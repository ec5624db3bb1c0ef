import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';

const CALLER = Symbol('takes the caller');

/** Parameters from which a handler may learn who calls. */
const telling = [RouteParamtypes.REQUEST, RouteParamtypes.HEADERS, RouteParamtypes.IP, RouteParamtypes.SESSION];

/** Notes, for a decorator of parameters, that the handler learns who calls. */
export function noteCaller(controller: object, handler: string | symbol | undefined): void {
  if (handler !== undefined) Reflect.defineMetadata(CALLER, true, controller, handler);
}

/**
 * Whether a handler learns who calls: by a parameter that was noted, or from the request itself.
 *
 * @param controller the prototype, as passed to method decorators
 */
export function learnsCaller(controller: object, handler: string | symbol): boolean {
  const args: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, handler) ?? {};
  const taken = Object.keys(args).map((key) => key.split(':', 1)[0]);
  return Reflect.hasMetadata(CALLER, controller, handler) || telling.some((type) => taken.includes(String(type)));
}
