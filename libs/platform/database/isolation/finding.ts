/** The result of one check of a database. */
export interface Finding {
  /** A table, role, function or route. */
  subject: string;
  /** What must hold. */
  claim: string;
  holds: boolean;
  /** What was found when the claim does not hold, and what to do. */
  seen?: string;
}

/** @param seen what was found when the claim does not hold; by default `it does not` */
export function finding(subject: string, claim: string, holds: boolean, seen?: string): Finding {
  return { subject, claim, holds, ...(holds ? {} : { seen: seen || 'it does not' }) };
}

/** @param breaches what breaks the claim, such as the columns without an index; it holds where there are none */
export function holdsWithout(subject: string, claim: string, breaches: readonly unknown[]): Finding {
  return finding(subject, claim, breaches.length === 0, breaches.join(', '));
}
