import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload, runLoops } from '#platform/jobs';
import type { WebhookDisabled } from '../endpoints/endpoint.js';
import { disableWebhook, noteFailure, noteSuccess, webhookById } from '../endpoints/endpoints.sql.js';
import { type ClaimedDelivery, claimDelivery, releaseNext, settleDelivery } from './deliveries.sql.js';
import { retryDelaySeconds } from './retry.js';
import { Sender, type SendResult } from './sender.js';
import { sendMessages, Turns } from './turns.js';
import { lockTurn } from './turns.sql.js';

/** Messages that a job sends before other tenants have their turn. */
const MOST = 100;
/** For how long it begins to send others, in milliseconds: slow receivers may then still take 15 seconds. */
const BEGINS_MS = 10_000;
/** Messages that are under way at once, in all and to one webhook. */
const AT_ONCE = 8;
const AT_ONCE_TO_ONE = 4;

/** Sends the messages of a tenant that are due. One at a time is claimed, so that each webhook gets its share. */
@HandlesJob(sendMessages)
export class SendsMessages implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly sender: Sender,
    private readonly turns: Turns,
  ) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<{ sent: number }> {
    let sent = 0;
    try {
      await runLoops({ atOnce: AT_ONCE, most: MOST, beginsMs: BEGINS_MS, signal }, async () => {
        const claimed = await this.claim(tenantId);
        if (!claimed) return false;
        sent += 1;
        await this.settle(tenantId, claimed, await this.sender.send(tenantId, claimed, signal));
        return true;
      });
    } finally {
      await this.turns.end(tenantId, { sent });
    }
    return { sent };
  }

  private claim(tenantId: string): Promise<ClaimedDelivery | undefined> {
    return this.database.transaction({ tenantId }, async (tx) => {
      // So that claims are counted one after the other.
      await tx.run(lockTurn);
      const [claimed] = await tx.run(claimDelivery, AT_ONCE_TO_ONE);
      return claimed;
    });
  }

  private settle(
    tenantId: string,
    claimed: ClaimedDelivery,
    { attempt, retryAfterSeconds }: SendResult,
  ): Promise<void> {
    const { id, claim, endpointId, tries, version } = claimed;
    const { failure } = attempt;
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockTurn);
      const [webhook] = await tx.run(webhookById, endpointId);
      // What came of a former address says nothing of the present one.
      const isSame = webhook?.version === version;
      const isGone = isSame && failure === 'gone';
      const pause = failure === null || isGone ? undefined : retryDelaySeconds(tries + 1, retryAfterSeconds);
      const state = failure === null ? 'delivered' : pause === undefined ? 'failed' : 'pending';
      const [settled] = await tx.run(settleDelivery, id, claim, state, JSON.stringify(attempt), pause ?? 0);
      // Another worker sends it again, as this one took longer than its claim.
      if (!settled) return;
      if (state !== 'pending') await tx.run(releaseNext, endpointId, settled.subject);
      if (!isSame) return;
      if (failure === null) return void (await tx.run(noteSuccess, endpointId));
      await tx.run(noteFailure, endpointId);
      const [disabled] = await tx.run(disableWebhook, endpointId, isGone);
      if (!disabled) return;
      const { reason } = disabled;
      const about = { targetKind: 'webhook', targetId: endpointId, details: { reason } };
      await this.audit.record(tx, { action: 'webhooks.webhook.disabled', ...about });
      const data = { webhookId: endpointId, reason };
      await this.events.publish<WebhookDisabled>(tx, endpointId, {
        type: 'webhooks.webhook.disabled',
        version: 1,
        data,
      });
    });
  }
}
