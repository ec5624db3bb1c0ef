import { type LocalText, Problem, type ProblemOptions } from '#platform/problems';

const title: LocalText = {
  en: 'The embedded PostgreSQL cannot run',
  fr: 'Le PostgreSQL embarqué ne peut pas fonctionner',
};

/** Why the embedded server cannot run, and what to do, in one line. It ends the start, so no route responds with it. */
export function embeddedProblem(en: string, fr: string, options?: ProblemOptions): Problem {
  return new Problem('embedded_postgres', 500, title, { en, fr }, { ...options, forOperators: true });
}
