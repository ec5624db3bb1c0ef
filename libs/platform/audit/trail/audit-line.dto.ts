import type { Actor } from '../actor.js';

/** One audit line: who did what. */
export class AuditLineDto {
  /** @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f" */
  id!: string;

  /** To the millisecond. */
  at!: Date;

  /**
   * `operator`, `member`, `command` (the command line), `job` or `event`.
   * @example "command"
   */
  actorKind!: Actor['kind'];

  /**
   * The id of the operator, member, key, job or event; the name of the command line.
   * @example "palier"
   */
  actorId!: string;

  /** @example "flags.flag.set" */
  action!: string;

  /** @example "flag" */
  targetKind!: string;

  /** @example "catalog.tags" */
  targetId!: string;

  /**
   * Ids, numbers and words of a closed list, and of a flag the reason that its operator gave; null where there are no details.
   */
  details!: Record<string, string | number | boolean | null> | null;

  /** The id of the request; null where the action was not a request. */
  requestId!: string | null;

  /**
   * Its place in its tenant's audit chain, from 1; null until it is chained, about ten seconds later.
   * @example 42
   */
  seq!: number | null;
}
