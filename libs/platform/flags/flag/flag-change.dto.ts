import type { Actor } from '#platform/audit';

/** One change of a flag, as the audit tells it. */
export class FlagChangeDto {
  /** @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f" */
  id!: string;

  at!: Date;

  /**
   * `operator`, `command` (the command line) or `member`.
   * @example "command"
   */
  actorKind!: Actor['kind'];

  /**
   * The id of the operator or key; the name of the system's user at the command line.
   * @example "palier"
   */
  actorId!: string;

  /**
   * `cleared` where the default came into force again.
   * @example "set"
   */
  change!: 'set' | 'cleared';

  /**
   * Empty where none was given.
   * @example "a quarter of the stores try the tags"
   */
  reason!: string;

  /**
   * The setting after the change, with the number of tenants and users in each list; null once it was cleared.
   * @example { "enabled": true, "percentage": 25, "percentageOf": "tenants", "plansOn": "pro", "usersOff": 0 }
   */
  setting!: Record<string, string | number | boolean | null> | null;
}
