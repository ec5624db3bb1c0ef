/** From best to worst. Advice is for later; a warning will hurt; a problem hurts now. */
export const states = ['fine', 'advice', 'warning', 'problem'] as const;
export type State = (typeof states)[number];

/** One thing that the doctor looked at. */
export interface Diagnosis {
  /** What was looked at, as in `redis.policy`. */
  name: string;
  state: State;
  /** What was found. */
  summary: string;
  /** What to do; never missing from a warning or a problem. */
  remedy?: string;
}

/** The worst state among them; `fine` of none. */
export function worstOf(diagnoses: readonly Diagnosis[]): State {
  return states.findLast((state) => diagnoses.some((diagnosis) => diagnosis.state === state)) ?? 'fine';
}
