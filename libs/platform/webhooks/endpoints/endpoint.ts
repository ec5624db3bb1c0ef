/** How messages are written: of the Standard Webhooks specification, or as Slack and Discord take them. */
export const webhookForms = ['standard', 'slack', 'discord'] as const;
export type WebhookForm = (typeof webhookForms)[number];

/** Why nothing is sent: a person asked for that, the receiver answered 410, or it failed for five days. */
export type DisabledReason = 'asked' | 'gone' | 'failing';

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
