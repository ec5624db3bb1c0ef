import type { Locale, LocalText } from './locale.js';
import { Problem, type ProblemOptions } from './problem.js';

/** One row of a context's table of errors. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: LocalText;
  readonly detail: LocalText;
  readonly options?: Pick<ProblemOptions, 'operators' | 'forOperators'>;
}

/** What stands in place of the `{name}`s of a text; a text of both languages is given in the one of the text around it. */
export type ProblemArguments = Readonly<Record<string, string | number | LocalText>>;

/**
 * One row of a context's table of errors. `{name}` in a text is replaced by an argument.
 *
 * @param status the HTTP status, 400 to 599
 * @param en the title in English
 * @param fr the title in French
 * @param detail in each language what happened, and what to do next; without paths, hosts and settings of the server; in
 *   `operators` what whoever runs the server should do, for the log and the command line
 */
export function problem(
  status: number,
  en: string,
  fr: string,
  { operators, ...detail }: LocalText & Pick<ProblemOptions, 'operators'>,
): ProblemDefinition {
  return { status, title: { en, fr }, detail, ...(operators && { options: { operators } }) };
}

/** The same of a problem that ends a start or a command: a client, whose request it may fail too, gets none of its texts. */
export function operatorProblem(status: number, en: string, fr: string, detail: LocalText): ProblemDefinition {
  return { status, title: { en, fr }, detail, options: { forOperators: true } };
}

export interface CataloguedProblem extends ProblemDefinition {
  code: string;
  owner: string;
}

export type ProblemFactories<T> = {
  readonly [K in keyof T]: (args?: ProblemArguments, options?: ProblemOptions) => Problem;
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
  const factories: Record<string, (args?: ProblemArguments, options?: ProblemOptions) => Problem> = {};
  for (const [code, definition] of Object.entries(table)) {
    const { status, title, detail } = definition;
    const known = catalogue.get(code);
    if (known && known.owner !== owner) {
      throw new Error(`The problem ${code} of ${owner} is already defined by ${known.owner}: rename one.`);
    }
    catalogue.set(code, { code, owner, ...definition });
    const { operators, forOperators } = definition.options ?? {};
    factories[code] = (args = {}, options) =>
      new Problem(code, status, title, fill(detail, args), {
        ...options,
        ...(operators && { operators: fill(operators, args) }),
        ...(forOperators && { forOperators }),
      });
  }
  return factories as ProblemFactories<T>;
}

function fill(text: LocalText, args: ProblemArguments): LocalText {
  const fillIn = (locale: Locale) =>
    text[locale].replace(/\{(\w+)\}/g, (slot, name) => {
      const value = args[name];
      return String((typeof value === 'object' ? value[locale] : value) ?? slot);
    });
  return { en: fillIn('en'), fr: fillIn('fr') };
}
