/** One thing that the isolation prover looked at. */
export interface Finding {
  /** A table, role, function or route. */
  subject: string;
  /** What was asked of it. */
  claim: string;
  holds: boolean;
  /** What was seen where the claim does not hold, and what to do. */
  seen?: string;
}
