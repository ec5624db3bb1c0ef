export type { CataloguedProblem } from './define-problems.js';
export { defineProblems, operatorProblem, problem, problemCatalogue } from './define-problems.js';
export { type Locale, type LocalText, localeOf } from './locale.js';
export { type FieldError, inBody, Problem, type ProblemOptions } from './problem.js';
