import type { EventOf } from '#platform/events';

/** How messages are written: of the Standard Webhooks specification, or as Slack and Discord take them. */
export const webhookForms = ['standard', 'slack', 'discord'] as const;
export type WebhookForm = (typeof webhookForms)[number];

/** Why nothing is sent: a person asked for that, the receiver answered 410, or it failed for five days. */
export type DisabledReason = 'asked' | 'gone' | 'failing';

/** A webhook was disabled by itself: its receiver answered 410, or it failed for five days. */
export type WebhookDisabled = EventOf<'webhooks.webhook.disabled', { webhookId: string; reason: DisabledReason }>;
