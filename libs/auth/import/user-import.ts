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

/** Imports users from another system, for the command line. */
export abstract class UserImport {
  /**
   * Makes a user of each line, as `{"email", "name", "passwordHash"?, "role"?, "verified"?, "locale"?,
   * "createdAt"?}`: Argon2id and bcrypt hashes (cost 12 at most) are taken as they are, and renewed when their
   * users sign in. Without a hash they choose a password by the mail that resets it. One that is not `verified` takes no seat of
   * the plan, and goes after seven days unless they prove their address or have a link mailed. Batches of 500 commit one by
   * one, so that an import that stops half-way is continued by the next.
   *
   * @param file the path of a JSON Lines file; empty lines are skipped
   * @throws Problem `import_file_unreadable` (400); `quota_exceeded` (402) at the batch that exceeds the plan
   */
  abstract import(tenantId: string, file: string, options?: ImportOptions): Promise<ImportedUsers>;
}
