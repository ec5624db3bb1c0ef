import type { LocalText } from '#platform/problems';
import { declareRoute, declarationOf as routeOf } from '#platform/routes';

/** A feature that can be turned off without a deploy. */
export interface FlagDeclaration {
  readonly name: string;
  /** Whether the flag is on while no operator has set it. */
  readonly default: boolean;
  /** What it turns on, in one sentence. */
  readonly about: LocalText;
}

const declared = new Map<string, FlagDeclaration>();
/** By flag the handlers of the routes that require it. */
const required = new Map<string, object[]>();

/**
 * Declares a flag, once, beside the code that it guards.
 *
 * @param name as in `catalog.tags`
 * @throws Error at load when the name is taken
 */
export function declareFlag(name: string, declaration: Omit<FlagDeclaration, 'name'>): void {
  if (declared.has(name)) throw new Error(`The flag ${name} is declared twice: keep one of the two.`);
  declared.set(name, { name, ...declaration });
}

/** The flags of the loaded modules, in order of name. */
export function declaredFlags(): readonly FlagDeclaration[] {
  return [...declared.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function declarationOf(name: string): FlagDeclaration | undefined {
  return declared.get(name);
}

/**
 * Refuses this route with 404 `feature_disabled` where the flag is off for the tenant or the user. The
 * application does not start while a required flag is not declared.
 */
export const RequireFlag = (flag: string): MethodDecorator => {
  const declare = declareRoute({ flag });
  return (controller, name, descriptor) => {
    required.set(flag, [...(required.get(flag) ?? []), descriptor.value as object]);
    declare(controller, name, descriptor);
  };
};

/** Whether a route requires this flag that anyone may call: no user is known there. */
export function guardsPublicRoute(flag: string): boolean {
  return (required.get(flag) ?? []).some((handler) => routeOf(handler)?.access?.kind === 'public');
}

/** @throws Error that names every flag that a route requires and that is not declared */
export function assertFlagsDeclared(): void {
  const unknown = [...required.keys()].filter((name) => !declared.has(name));
  if (unknown.length === 0) return;
  throw new Error(`@RequireFlag names flags that are not declared with declareFlag: ${unknown.join(', ')}.`);
}
