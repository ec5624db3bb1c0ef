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

/** The worst state of all; `fine` where there are none. */
export function worstOf(diagnoses: readonly Diagnosis[]): State {
  return states.findLast((state) => diagnoses.some((diagnosis) => diagnosis.state === state)) ?? 'fine';
}
