/** From best to worst. Advice is for later; a warning will cause trouble; a problem causes trouble now. */
export const states = ['fine', 'advice', 'warning', 'problem'] as const;
export type State = (typeof states)[number];

/** The result of one check. */
export interface Diagnosis {
  /** What was checked, as in `redis.policy`. */
  name: string;
  state: State;
  /** What was found. */
  summary: string;
  /** What to do; always present for a warning or a problem. */
  remedy?: string;
}

/** A finding that needs nothing. */
export const fine = (name: string, summary: string): Diagnosis => ({ name, state: 'fine', summary });

/** A finding whose state was computed; a fine one goes without the remedy. */
export function diagnosis(name: string, state: State, summary: string, remedy: string): Diagnosis {
  return state === 'fine' ? fine(name, summary) : { name, state, summary, remedy };
}

const finding = (state: State) => (name: string, summary: string, remedy: string) =>
  diagnosis(name, state, summary, remedy);

export const advice = finding('advice');
export const warning = finding('warning');
export const problem = finding('problem');

/** The worst state of all; `fine` where there are none. */
export function worstOf(diagnoses: readonly Diagnosis[]): State {
  return states.findLast((state) => diagnoses.some((diagnosis) => diagnosis.state === state)) ?? 'fine';
}
