import type { OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { RouteDeclaration } from '#platform/routes';
import type { PlacedOperation } from './operations.js';
import type { Schema } from './schemas.js';

type Class = NonNullable<RouteDeclaration['input']>[number];

/** What a rule of class-validator says in JSON Schema, where the Swagger plugin does not. */
const meanings: Record<string, (argument: unknown) => Schema> = {
  isNotEmpty: () => ({ minLength: 1 }),
  isEmail: () => ({ format: 'email' }),
  isDateTime: () => ({ format: 'date-time' }),
  min: (minimum) => ({ minimum: minimum as number }),
  max: (maximum) => ({ maximum: maximum as number }),
  arrayMinSize: (minimum) => ({ minItems: minimum as number }),
  arrayMaxSize: (maximum) => ({ maxItems: maximum as number }),
  arrayUnique: () => ({ uniqueItems: true }),
  matches: (pattern) => ({ pattern: sourceOf(pattern as RegExp) }),
};

/**
 * Adds the limits that a route enforces on its body and query to their schemas. A rule of its own says them in its
 * `context`, as `{ schema: { maxLength: 100 } }`.
 */
export function addEnforcedRules(
  document: OpenAPIObject,
  { operation }: PlacedOperation,
  route: RouteDeclaration,
): void {
  for (const type of [...(route.input ?? []), ...(route.bytes ? [route.bytes.itemsOf] : [])]) {
    addRules(document, type, document.components?.schemas?.[type.name] as Schema | undefined);
    const parameters = operation.parameters?.map((parameter) => parameter as { name?: string; schema?: Schema }) ?? [];
    const ofQuery = parameters.flatMap(({ name, schema }) => (name && schema ? [[name, schema] as const] : []));
    addRules(document, type, { properties: Object.fromEntries(ofQuery) });
  }
}

function addRules(document: OpenAPIObject, type: Class, schema: Schema | undefined): void {
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const property = schema?.properties?.[rule.propertyName];
    const [argument] = rule.constraints ?? [];
    const said = (rule.context as { schema?: Schema } | undefined)?.schema ?? meanings[rule.name ?? '']?.(argument);
    const limited = rule.each ? property?.items : property;
    if (limited && said) Object.assign(limited, said);
    const nested: unknown = Reflect.getMetadata('design:type', type.prototype, rule.propertyName);
    const inner = typeof nested === 'function' ? document.components?.schemas?.[nested.name] : undefined;
    if (inner) addRules(document, nested as Class, inner as Schema);
  }
}

function sourceOf(pattern: RegExp): string {
  if (pattern.flags.replace('u', '')) throw new Error(`JSON Schema has no flags: write ${pattern} without them.`);
  return pattern.source;
}
