/** Why the last try failed. */
export class EventErrorDto {
  /**
   * A problem's code, a SQLSTATE or an error's name.
   * @example "23505"
   */
  code!: string;

  /**
   * At most 300 characters; empty where the message would quote a value.
   * @example "duplicate key value violates unique constraint \"entries_pkey\""
   */
  message!: string;
}

/** An event that a subscriber could not process. Later events of its subject were delivered. */
export class DeadLetterDto {
  /**
   * The id of this dead letter, one per event and subscriber; `eventId` is the id of the event.
   * @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
   */
  id!: string;

  /** @example "0198c2f4-6a11-7d02-8f4c-5b8e7d6c1a20" */
  eventId!: string;

  /** @example "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1" */
  tenantId!: string;

  /** @example "catalog.app.published" */
  type!: string;

  /** @example 1 */
  version!: number;

  /**
   * The id of the thing that the event is about.
   * @example "nestjs-common"
   */
  subject!: string;

  /** @example "analytics.count-apps" */
  subscriber!: string;

  /** @example 5 */
  tries!: number;

  error!: EventErrorDto;

  occurredAt!: Date;

  /** When it became a dead letter. */
  createdAt!: Date;
}
