export { declarationOf, declareRoute, onRoutes, outermost, undeclared } from './declare-route.js';
export { placeRoutes } from './place-routes.js';
export type {
  BytesPolicy,
  CachePolicy,
  CacheScope,
  IdempotencyPolicy,
  KeyLookup,
  Priority,
  RevocationCheck,
  RouteAccess,
  RouteDeclaration,
  StreamPolicy,
} from './route-declaration.js';
