import { RouteConfig } from '@nestjs/platform-fastify';
import { queryParametersOf } from './query-parameters.js';
import type { RouteDeclaration } from './route-declaration.js';

/** The metadata key under which platform-fastify stores the argument of `@RouteConfig`; probed once, at load. */
const metadataKey = (() => {
  const probe = () => undefined;
  RouteConfig({})(probe);
  return Reflect.getMetadataKeys(probe)[0] as string;
})();

/**
 * A method decorator that adds to the declaration of a route. Two `@RouteConfig` on one handler
 * overwrite each other, so every decorator of the platform uses this one, which merges.
 *
 * @throws Error at load when two decorators of one handler set the same property
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

/** The declaration of a handler's route. */
export function declarationOf(handler: object): RouteDeclaration | undefined {
  const config = Reflect.getMetadata(metadataKey, handler) as { palier?: RouteDeclaration } | undefined;
  return config?.palier;
}

/** The declarations that a route lacks, of access and priority. Empty when it may be served. */
export function undeclared(declaration: RouteDeclaration | undefined): string[] {
  const missing: string[] = [];
  if (!declaration?.access) missing.push("its access (@Public() or @Allow('context.action'))");
  if (!declaration?.priority) missing.push("its priority (@Priority('vital' | 'normal' | 'sheddable'))");
  return missing;
}
