import { declareRoute } from '#platform/routes';
import { requireDeclared } from './flag/declare-flag.js';

/**
 * Refuses this route with 404 `feature_disabled` where the flag is off for the tenant. The
 * application does not start while a required flag is not declared.
 */
export const RequireFlag = (flag: string): MethodDecorator => {
  requireDeclared(flag);
  return declareRoute({ flag });
};
