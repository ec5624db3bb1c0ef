export { declarationOf, declareRoute, undeclared } from './declare-route.js';
export type {
  CachePolicy,
  IdempotencyPolicy,
  RevocationCheck,
  RouteAccess,
  RouteClass,
  RouteDeclaration,
} from './route-declaration.js';
