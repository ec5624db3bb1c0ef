import type { LocalText } from '#platform/problems';

/** One line that was refused, and why. */
export interface RefusedLine {
  /** From 1. */
  readonly line: number;
  /** A JSON pointer (RFC 6901) into the line's object; '' for the whole line. */
  readonly pointer: string;
  readonly code: string;
  /** Without a full stop, as in `must be an e-mail address`. */
  readonly detail: LocalText;
}

export interface ImportedUsers {
  readonly created: number;
  /** Lines whose address has an account already, which stays unchanged. */
  readonly skipped: number;
  readonly refused: number;
}

export interface ImportOptions {
  /** Runs everything and rolls each batch back. */
  readonly dryRun?: boolean | undefined;
  /** Called for each line that is refused, in order. */
  readonly onRefused?: (line: RefusedLine) => void;
}
