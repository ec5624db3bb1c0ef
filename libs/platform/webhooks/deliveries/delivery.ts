export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

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

/** A message for one webhook, and how far it got. */
export interface Delivery {
  readonly id: string;
  /** The `webhook-id` of all its tries, and of the same message to other webhooks. */
  readonly messageId: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly tries: number;
  /** When it is tried next; null while it waits for an earlier one of its subject, and once it has ended. */
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** With all that is known of it. */
export interface DeliveryDetails extends Delivery {
  readonly body: string;
  readonly attempts: readonly Attempt[];
}
