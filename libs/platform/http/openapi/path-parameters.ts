import type { PlacedOperation } from './operations.js';

/** The documentation of parameters that the platform reads itself, so that no handler declares them. */
const meanings: Record<string, { description: string; example: string }> = {
  tenant: { description: 'The slug of the tenant.', example: 'wistant' },
};

/** Documents every parameter of the path that its handler does not declare; without them the document is not valid. */
export function addPathParameters({ path, operation }: PlacedOperation): void {
  const parameters = operation.parameters ?? [];
  const known = new Set(parameters.map((parameter) => ('name' in parameter ? parameter.name : undefined)));
  const missing = [...path.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1] as string)
    .filter((name) => !known.has(name));
  operation.parameters = [
    ...missing.map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      schema: { type: 'string' as const },
      ...meanings[name],
    })),
    ...parameters,
  ];
}
