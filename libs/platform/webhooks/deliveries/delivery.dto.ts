export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A message for one webhook, and how far it got. */
export class WebhookDeliveryDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * The `webhook-id` of all its tries, and of the same message to other webhooks.
   * @example 'msg_0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60'
   */
  messageId!: string;

  /** @example 'auth.member.joined' */
  type!: string;

  /** `pending` until it is `delivered`, or `failed` and given up. */
  state!: DeliveryState;

  /**
   * Tries that count for the pause until the next one; a message that is sent again begins anew.
   * @example 1
   */
  tries!: number;

  /** When it is tried next; null while it waits for an earlier one of its subject, and once it has ended. */
  dueAt!: Date | null;

  createdAt!: Date;

  endedAt!: Date | null;
}

/** One try to deliver a message. */
export interface Attempt {
  /** RFC 3339. */
  readonly at: string;
  /** What the receiver answered; null where it did not. */
  readonly status: number | null;
  /** A code of `attemptFailures`; null where it took the message. */
  readonly failure: string | null;
  readonly durationMs: number;
  /** The first kilobyte of the answer. */
  readonly answer: string | null;
}

/** With all that is known of it. */
export interface DeliveryDetails extends WebhookDeliveryDto {
  readonly body: string;
  readonly attempts: readonly Attempt[];
}
