import type { Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/internal';
import { declarationOf, declareRoute, onRoutes } from './declare-route.js';

/**
 * Declares of every route of a module that it belongs to a bounded context, so that tenants whose product lacks the context
 * get 404. Operators' routes are about no tenant and belong to none. Called once, before the module is instantiated.
 */
export function placeRoutes(context: string, module: Type): void {
  const controllers: Type[] = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? [];
  const place = onRoutes((controller, name, descriptor) => {
    const { access } = declarationOf(descriptor.value as object) ?? {};
    if (access?.kind === 'allow' && access.permission.startsWith('platform.')) return;
    declareRoute({ context })(controller, name, descriptor);
  });
  for (const controller of controllers) place(controller);
}
