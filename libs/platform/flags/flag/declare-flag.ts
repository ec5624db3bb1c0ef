import type { LocalText } from '#platform/problems';
import { declareRoute } from '#platform/routes';

/** A feature that can be turned off without a deploy. */
export interface FlagDeclaration {
  readonly name: string;
  /** Whether the flag is on while no operator has set it. */
  readonly default: boolean;
  /** What it turns on, in one sentence. */
  readonly about: LocalText;
}

const declared = new Map<string, FlagDeclaration>();
const required = new Set<string>();

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
 * Refuses this route with 404 `feature_disabled` where the flag is off for the tenant. The
 * application does not start while a required flag is not declared.
 */
export const RequireFlag = (flag: string): MethodDecorator => {
  required.add(flag);
  return declareRoute({ flag });
};

/** @throws Error that names every flag that a route requires and that is not declared */
export function assertFlagsDeclared(): void {
  const unknown = [...required].filter((name) => !declared.has(name));
  if (unknown.length === 0) return;
  throw new Error(`@RequireFlag names flags that are not declared with declareFlag: ${unknown.join(', ')}.`);
}
