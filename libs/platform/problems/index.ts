export type { CataloguedProblem } from './define-problems.js';
export { defineProblems, operatorProblem, problem, problemCatalogue } from './define-problems.js';
export type { Locale, LocalText } from './locale.js';
export { localeOf } from './locale.js';
export type { FieldError, ProblemOptions } from './problem.js';
export { inBody, Problem } from './problem.js';
