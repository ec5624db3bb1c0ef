export type StepState = 'passed' | 'skipped' | 'failed' | 'unreachable';

/** What became of a step. */
export interface StepResult {
  readonly name: string;
  readonly state: StepState;
  readonly ms: number;
  /** What it found, why it was skipped, or what is wrong and what to do. */
  readonly detail?: string;
}

/** What is wrong and what to do, in a sentence. */
export class StepFailed extends Error {}

/** Nothing answers at the address. */
export class Unreachable extends StepFailed {}

/** Why a step has nothing to do. */
export class StepSkipped extends Error {}
