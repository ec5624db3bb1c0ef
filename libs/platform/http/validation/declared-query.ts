import { unknownName } from '#platform/suggestions';
import { httpProblems } from '../http.errors.js';
import type { MatchedRoute } from '../request-context.js';
import { unknownFieldCode } from './constraint-texts.js';
import { pointerTo } from './field-errors.js';

/** Parameters that a refusal names, at most: a URL has room for thousands. */
const MOST = 10;

/**
 * Refuses query parameters that the route does not declare. Each would make another entry of the
 * cache, and class-validator does not check names such as `__proto__`.
 *
 * @throws Problem `validation_failed` (400)
 */
export function assertDeclaredQuery({ declaration, query }: MatchedRoute): void {
  if (declaration?.anyQuery) return;
  const ofKey = declaration?.keyInQuery ? 'key' : undefined;
  const strange = Object.keys(query).filter((name) => name !== ofKey && !declaration?.query?.has(name));
  if (strange.length === 0) return;
  const known = [...(declaration?.query ?? []), ...(ofKey ? [ofKey] : [])];
  const errors = strange.slice(0, MOST).map((name) => ({
    pointer: pointerTo([name]),
    in: 'query' as const,
    code: unknownFieldCode,
    detail: unknownName('parameter', name, known),
  }));
  throw httpProblems.validation_failed({}, { errors });
}
