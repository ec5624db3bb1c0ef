import type { OpenAPIObject } from '@nestjs/swagger';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  /** The codes of every problem that it may answer. */
  'x-problems'?: string[];
  /** The permission that the principal needs. */
  'x-permission'?: string;
  /** Set by `@Tag()`, and moved to the tag. */
  'x-tag-description'?: string;
};

/** One operation of a document with its method and path. */
export interface PlacedOperation {
  method: string;
  /** With parameters in braces, as in `/v1/stores/{tenant}/apps`. */
  path: string;
  operation: Operation;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Every operation of a document. */
export function operationsOf(document: OpenAPIObject): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

/** Whether an operation has a parameter of this name. */
export function has(operation: Operation, name: string): boolean {
  return operation.parameters?.some((parameter) => 'name' in parameter && parameter.name === name) ?? false;
}

/** Adds an optional header of requests. */
export function addHeader(operation: Operation, name: string, description: string, example?: string): void {
  operation.parameters ??= [];
  const schema = { type: 'string' as const };
  operation.parameters.push({ name, in: 'header', required: false, description, schema, ...(example && { example }) });
}
