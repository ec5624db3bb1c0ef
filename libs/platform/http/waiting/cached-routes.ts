import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { declarationOf, type RouteDeclaration } from '#platform/routes';

/** A public page: a route that anyone may GET, and whose answer is cached. */
export interface CachedRoute {
  /** As in `/v1/stores/:tenant/apps`. */
  readonly url: string;
  readonly declaration: RouteDeclaration;
}

/** The public pages of the controllers of these modules, read from their decorators: nothing is instantiated. */
export function cachedRoutesOf(modules: readonly Type[]): CachedRoute[] {
  return modules
    .flatMap((module): Type[] => Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? [])
    .flatMap(routesOf);
}

function routesOf(controller: Type): CachedRoute[] {
  const prefix: string = Reflect.getMetadata(PATH_METADATA, controller);
  return Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(({ value: handler }) => {
    const declaration = typeof handler === 'function' ? declarationOf(handler) : undefined;
    if (declaration?.access?.kind !== 'public' || !declaration.cache) return [];
    if (Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.GET) return [];
    const parts = `${prefix}/${Reflect.getMetadata(PATH_METADATA, handler)}`.split('/').filter(Boolean);
    return [{ url: `/${parts.join('/')}`, declaration }];
  });
}
