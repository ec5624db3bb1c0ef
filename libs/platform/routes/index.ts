export { declarationOf, declareRoute, undeclared } from './declare-route.js';
export type { CachePolicy, IdempotencyPolicy, RouteAccess, RouteClass, RouteDeclaration } from './route-declaration.js';
