import { has, type PlacedOperation } from './operations.js';

/** The documentation of parameters that the platform reads itself, so that no handler declares them. */
const meanings: Record<string, { description: string; example: string }> = {
  tenant: { description: 'The slug of the tenant.', example: 'wistant' },
};

/** Documents every parameter of the path that its handler does not declare; without them the document is not valid. */
export function addPathParameters({ path, operation }: PlacedOperation): void {
  const missing = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => !has(operation, name));
  const described = missing.map((name) => {
    return { name, in: 'path' as const, required: true, schema: { type: 'string' as const }, ...meanings[name] };
  });
  operation.parameters = [...described, ...(operation.parameters ?? [])];
}
