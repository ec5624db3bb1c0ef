/** The result of one check of tenant isolation. */
export interface Finding {
  /** A table, role, function or route. */
  subject: string;
  /** What must hold. */
  claim: string;
  holds: boolean;
  /** What was found when the claim does not hold, and what to do. */
  seen?: string;
}
