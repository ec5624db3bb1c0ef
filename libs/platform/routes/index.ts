export { declareRoute, undeclared } from './declare-route.js';
export type { CachePolicy, RouteAccess, RouteClass, RouteDeclaration } from './route-declaration.js';
