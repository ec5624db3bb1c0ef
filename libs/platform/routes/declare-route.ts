import { RouteConfig } from '@nestjs/platform-fastify';
import { queryParametersOf } from './query-parameters.js';
import type { RouteDeclaration } from './route-declaration.js';

/** The key under which platform-fastify keeps what `@RouteConfig` was given; probed once, at load. */
const metadataKey = (() => {
  const probe = () => undefined;
  RouteConfig({})(probe);
  return Reflect.getMetadataKeys(probe)[0] as string;
})();

/**
 * A method decorator that adds to what a route says of itself. Two `@RouteConfig` on one handler
 * overwrite each other, so every decorator of the platform goes through this one, which merges.
 *
 * @throws Error at load when two decorators on one handler say the same thing twice.
 */
export function declareRoute(part: RouteDeclaration): MethodDecorator {
  return (controller, name, descriptor) => {
    const handler = descriptor.value as object;
    const config = (Reflect.getMetadata(metadataKey, handler) ?? {}) as { palier?: RouteDeclaration };
    for (const key of Object.keys(part)) {
      if (config.palier && key in config.palier) {
        throw new Error(`${String(name)} declares its ${key} twice: keep one of the two decorators.`);
      }
    }
    const query = config.palier?.query ?? queryParametersOf(controller, name);
    Reflect.defineMetadata(metadataKey, { ...config, palier: { ...config.palier, ...part, query } }, handler);
  };
}

/** What a handler's decorators declared. */
export function declarationOf(handler: object): RouteDeclaration | undefined {
  const config = Reflect.getMetadata(metadataKey, handler) as { palier?: RouteDeclaration } | undefined;
  return config?.palier;
}

/** What a route still owes: an access and a class. Empty when it may be served. */
export function undeclared(declaration: RouteDeclaration | undefined): string[] {
  const missing: string[] = [];
  if (!declaration?.access) missing.push("its access (@Public() or @Allow('context.action'))");
  if (!declaration?.priority) missing.push("its class (@Priority('vital' | 'normal' | 'sheddable'))");
  return missing;
}
