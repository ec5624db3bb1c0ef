import type { DisabledReason } from './endpoint.js';

/** A webhook was disabled by itself: its receiver answered 410, or it failed for five days. */
export interface WebhookDisabled {
  readonly type: 'webhooks.webhook.disabled';
  readonly version: 1;
  readonly data: {
    readonly webhookId: string;
    readonly reason: DisabledReason;
  };
}
