export type StepState = 'passed' | 'skipped' | 'failed' | 'unreachable';

/** The result of a step. */
export interface StepResult {
  readonly name: string;
  readonly state: StepState;
  readonly ms: number;
  /** A finding, the reason why it was skipped, or the fault with its remedy. */
  readonly detail?: string;
}

/** A step found a fault: the message names it and its remedy, in a sentence. */
export class StepFailed extends Error {}

/** Nothing answers at the address. */
export class Unreachable extends StepFailed {}

/** Why a step has nothing to do. */
export class StepSkipped extends Error {}
