import type { LocalText } from './locale.js';
import { Problem, type ProblemOptions } from './problem.js';

/**
 * One row of a context's table of errors: its title, and in each language what happened and what to do next.
 * `{name}` in these is replaced by an argument.
 */
export interface ProblemDefinition extends LocalText {
  /** The HTTP status, 400 to 599. */
  status: number;
  title: LocalText;
}

export interface CataloguedProblem {
  code: string;
  owner: string;
  status: number;
  title: LocalText;
  detail: LocalText;
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
  for (const [code, { status, title, en, fr }] of Object.entries(table)) {
    const known = catalogue.get(code);
    if (known && known.owner !== owner) {
      throw new Error(`The problem ${code} of ${owner} is already defined by ${known.owner}: rename one.`);
    }
    catalogue.set(code, { code, owner, status, title, detail: { en, fr } });
    factories[code] = (args = {}, options) => new Problem(code, status, title, fill({ en, fr }, args), options);
  }
  return factories as ProblemFactories<T>;
}

function fill(text: LocalText, args: Record<string, string | number>): LocalText {
  const replace = (template: string) => template.replace(/\{(\w+)\}/g, (slot, name) => String(args[name] ?? slot));
  return { en: replace(text.en), fr: replace(text.fr) };
}
