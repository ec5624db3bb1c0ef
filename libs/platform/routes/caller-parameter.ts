import { CUSTOM_ROUTE_ARGS_METADATA, ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';

const { REQUEST, RESPONSE, HEADERS, IP, SESSION, HOST } = RouteParamtypes;
/** Parameters from which a handler may learn who calls, or something else that is no part of a cache's key. A reply has its request. */
const telling = [REQUEST, RESPONSE, HEADERS, IP, SESSION, HOST].map(String);

/**
 * Whether a handler may learn who calls: by a parameter that gives it the request or a part of it, or by one of a decorator
 * of ours, which receives the whole request.
 *
 * @param controller the prototype, as passed to method decorators
 */
export function learnsCaller(controller: object, handler: string | symbol): boolean {
  const args: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, handler) ?? {};
  const taken = Object.keys(args).map((key) => key.split(':', 1)[0] ?? '');
  return taken.some((type) => type.endsWith(CUSTOM_ROUTE_ARGS_METADATA) || telling.includes(type));
}
