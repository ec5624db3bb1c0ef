/** How messages are written: of the Standard Webhooks specification, or as Slack and Discord take them. */
export const webhookForms = ['standard', 'slack', 'discord'] as const;
export type WebhookForm = (typeof webhookForms)[number];

/** Why nothing is sent: a person asked for that, the receiver answered 410, or it failed for five days. */
export type DisabledReason = 'asked' | 'gone' | 'failing';

/** A webhook of a tenant, without its secrets. */
export interface Webhook {
  readonly id: string;
  readonly form: WebhookForm;
  /** Where messages go, without what may be secret in it. */
  readonly url: string;
  readonly events: string[];
  readonly description: string;
  readonly disabledAt: Date | null;
  readonly disabledReason: DisabledReason | null;
  /** Since when every try failed. */
  readonly failingSince: Date | null;
  readonly succeededAt: Date | null;
  /** Messages that were not sent, as too many waited already: how many, since when, and when the last one. */
  readonly refused: number;
  readonly refusedSince: Date | null;
  readonly refusedAt: Date | null;
  /** Until when the former secret signs, too. */
  readonly formerUntil: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The properties of a webhook to create. */
export interface CreateWebhook {
  readonly url: string;
  readonly events: readonly string[];
  readonly description?: string | undefined;
  readonly form?: WebhookForm | undefined;
}

/** Changes of a webhook; what is left out stays. */
export interface UpdateWebhook extends Partial<Omit<CreateWebhook, 'form'>> {
  readonly disabled?: boolean | undefined;
}

/** A webhook was disabled by itself: its receiver answered 410, or it failed for five days. */
export interface WebhookDisabled {
  readonly type: 'webhooks.webhook.disabled';
  readonly version: 1;
  readonly data: {
    readonly webhookId: string;
    readonly reason: DisabledReason;
  };
}
