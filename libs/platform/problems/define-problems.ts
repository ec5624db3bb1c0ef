import type { LocalText } from './locale.js';
import { Problem, type ProblemOptions } from './problem.js';

/** One row of a context's table of errors. `{name}` in a detail is replaced by an argument. */
export interface ProblemDefinition {
  /** The HTTP status, 400 to 599. */
  status: number;
  title: LocalText;
  /** What happened and what to do next. */
  detail: LocalText;
}

export interface CataloguedProblem extends ProblemDefinition {
  code: string;
  owner: string;
}

export type ProblemFactories<T> = {
  readonly [K in keyof T]: (args?: Record<string, string | number>, options?: ProblemOptions) => Problem;
};

const catalogue = new Map<string, CataloguedProblem>();

/** Every problem that the loaded modules can answer, in order of code. */
export function problemCatalogue(): CataloguedProblem[] {
  return [...catalogue.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * Turns a table of errors into functions that make them, and adds it to the catalogue that
 * `/docs/errors` shows.
 *
 * @param owner the context or concern, as in `catalog` or `platform/http`
 * @throws Error at load when another owner defines the same code
 */
export function defineProblems<const T extends Record<string, ProblemDefinition>>(
  owner: string,
  table: T,
): ProblemFactories<T> {
  const factories: Record<string, (args?: Record<string, string | number>, options?: ProblemOptions) => Problem> = {};
  for (const [code, definition] of Object.entries(table)) {
    const known = catalogue.get(code);
    if (known && known.owner !== owner) {
      throw new Error(`The problem ${code} of ${owner} is already defined by ${known.owner}: rename one.`);
    }
    catalogue.set(code, { code, owner, ...definition });
    factories[code] = (args = {}, options) =>
      new Problem(code, definition.status, definition.title, fill(definition.detail, args), options);
  }
  return factories as ProblemFactories<T>;
}

function fill(text: LocalText, args: Record<string, string | number>): LocalText {
  const replace = (template: string) => template.replace(/\{(\w+)\}/g, (slot, name) => String(args[name] ?? slot));
  return { en: replace(text.en), fr: replace(text.fr) };
}
