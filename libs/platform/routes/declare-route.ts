import type { NestInterceptor, Type } from '@nestjs/common';
import { INTERCEPTORS_METADATA, METHOD_METADATA } from '@nestjs/common/internal';
import { RouteConfig } from '@nestjs/platform-fastify';
import { learnsCaller } from './caller-parameter.js';
import { type InputClass, inputsOf } from './input-classes.js';
import { queryParametersOf } from './query-parameters.js';
import type { RouteDeclaration } from './route-declaration.js';

/** The metadata key under which platform-fastify stores the argument of `@RouteConfig`; probed once, at load. */
const metadataKey = (() => {
  const probe = () => undefined;
  RouteConfig({})(probe);
  return Reflect.getMetadataKeys(probe)[0] as string;
})();

type Decorate = (controller: object, route: string | symbol, descriptor: PropertyDescriptor) => void;

/**
 * A decorator that adds to the declaration of a route or, on a controller, of each of its routes that does not declare
 * the same itself. Two `@RouteConfig` on one handler overwrite each other, so every decorator of the platform uses this
 * one, which merges.
 *
 * @throws Error at load when two decorators of one handler set the same property, or two that exclude each other
 */
export function declareRoute(part: RouteDeclaration): MethodDecorator & ClassDecorator {
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor) => {
    // The decorators of a class run after those of its methods, which therefore win.
    if (name === undefined) {
      return eachRoute(target, (controller, route, { value }) =>
        add(controller, route, value as object, { ...part, ...declarationOf(value) }),
      );
    }
    const handler = descriptor?.value as object;
    const declared = declarationOf(handler) ?? {};
    for (const key of Object.keys(part)) {
      if (key in declared) {
        throw new Error(`${String(name)} declares its ${key} twice: keep one of the two decorators.`);
      }
    }
    add(target, name, handler, part);
  };
}

/**
 * A decorator of a method that may also stand on a controller, where it holds for each of the routes. Interceptors that
 * it adds run within those which the routes name, such as that of `@Idempotent()`.
 */
export function onRoutes(decorator: MethodDecorator): MethodDecorator & ClassDecorator {
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (name === undefined || !descriptor) return eachRoute(target, decorator);
    decorator(target, name, descriptor);
  };
}

/** Lets an interceptor run before those that the route names below, and so see the answer that they have made. */
export function outermost(interceptor: Type<NestInterceptor>): MethodDecorator {
  return (_target: object, _name: string | symbol, { value }: PropertyDescriptor): void => {
    const others: unknown[] = Reflect.getMetadata(INTERCEPTORS_METADATA, value) ?? [];
    Reflect.defineMetadata(INTERCEPTORS_METADATA, [interceptor, ...others], value);
  };
}

function eachRoute(controller: object, decorate: Decorate): void {
  const { prototype } = controller as { prototype: object };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const { value } = descriptor;
    if (typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value))
      decorate(prototype, name, descriptor);
  }
}

function add(controller: object, name: string | symbol, handler: object, part: RouteDeclaration): void {
  const config = (Reflect.getMetadata(metadataKey, handler) ?? {}) as { palier?: RouteDeclaration };
  const query = config.palier?.query ?? queryParametersOf(controller, name);
  const input = config.palier?.input ?? inputClassesOf(controller, name);
  const body = config.palier?.body ?? inputsOf(controller, name, 'BODY').length > 0;
  const caller = learnsCaller(controller, name);
  const palier = { ...config.palier, ...part, query, input, body, caller };
  if (palier.stream || palier.bytes) assertUnparsed(palier, String(name));
  Reflect.defineMetadata(metadataKey, { ...config, palier }, handler);
}

/**
 * An `Idempotency-Key` and a stream exclude each other: whether a repeat has the same body is known only once all of it
 * was received, and the handler, with the record of the key, would hold a transaction open for as long as that takes.
 * A body of bytes is not compared with that of a repeat either.
 */
function assertUnparsed({ idempotency, body, stream, bytes }: RouteDeclaration, name: string): void {
  if (bytes) {
    if (idempotency)
      throw new Error(`${name} takes an Idempotency-Key and a body of bytes: have each item carry an id of its own.`);
    if (body || stream) throw new Error(`${name} takes a body of bytes and another one: keep @BytesBody() alone.`);
  }
  if (idempotency)
    throw new Error(
      `${name} takes an Idempotency-Key and a streamed body: have it PUT the bytes to a URL of their own, which may be repeated.`,
    );
  if (body) throw new Error(`${name} takes a JSON body and a streamed one: keep @Body() or @StreamedBody().`);
}

function inputClassesOf(controller: object, name: string | symbol): InputClass[] | undefined {
  const inputs = [...inputsOf(controller, name, 'BODY'), ...inputsOf(controller, name, 'QUERY')];
  const classes = inputs.flatMap(({ name: ofPart, type }) => (ofPart === undefined && type ? [type] : []));
  return classes.length > 0 ? classes : undefined;
}

/** The declaration of a handler's route. */
export function declarationOf(handler: object): RouteDeclaration | undefined {
  const config = Reflect.getMetadata(metadataKey, handler) as { palier?: RouteDeclaration } | undefined;
  return config?.palier;
}

/** The declarations that a route lacks, of access, priority and of who shares its answers. Empty when it may be served. */
export function undeclared(declaration: RouteDeclaration | undefined): string[] {
  const missing: string[] = [];
  if (!declaration?.access) missing.push("its access (@Public() or @Allow('context.action'))");
  if (!declaration?.priority) missing.push("its priority (@Priority('vital' | 'normal' | 'sheddable'))");
  const { access, cache, caller } = declaration ?? {};
  const scope = cache?.scope ?? 'public';
  if (cache && access?.kind === 'allow' && scope === 'public')
    missing.push("the scope of its cached answer (@CachedResponse({ scope: 'tenant' | 'user', … }))");
  if (access?.kind === 'public' && scope !== 'public') missing.push(`the caller whom scope '${scope}' needs (@Allow)`);
  if (cache && scope !== 'user' && caller)
    missing.push(
      "scope 'user' for its cached answer, since its handler may learn who calls (@Caller, @Client, @Req, …)",
    );
  return missing;
}
