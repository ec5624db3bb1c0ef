import { httpProblems } from '../http.errors.js';
import type { MatchedRoute } from '../request-context.js';
import { type ConstraintText, constraintTexts } from './constraint-texts.js';
import { pointerTo } from './json-pointer.js';

/** How many parameters a refusal names: a URL has room for thousands. */
const MOST = 10;

const unknown = constraintTexts.whitelistValidation as ConstraintText;

/**
 * Refuses query parameters that the route does not declare, whatever they are called: each would
 * make another entry of the cache, and the rules of a class pass over names such as `__proto__`.
 *
 * @throws Problem `validation_failed` (400)
 */
export function assertDeclaredQuery({ declaration, query }: MatchedRoute): void {
  const strange = Object.keys(query).filter((name) => !declaration?.query?.has(name));
  if (strange.length === 0) return;
  const errors = strange
    .slice(0, MOST)
    .map((name) => ({ pointer: pointerTo([name]), in: 'query' as const, ...unknown }));
  throw httpProblems.validation_failed({}, { errors });
}
