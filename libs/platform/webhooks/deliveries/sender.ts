import { Injectable } from '@nestjs/common';
import { Outbound, type OutboundAnswer, retryAfterSeconds } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { EndpointSecrets } from '../endpoints/endpoint-secrets.js';
import { attemptFailures } from './attempt-failures.js';
import type { ClaimedDelivery } from './deliveries.sql.js';
import type { Attempt } from './delivery.dto.js';
import { signatureOf } from './signature.js';

const TIMEOUT_MS = 15_000;
/** Bytes of an answer that are read, for the log. Its status alone decides. */
const KEPT = 1024;

/** What a try came to. */
export interface SendResult {
  readonly attempt: Attempt;
  /** What the receiver asks to wait; 0 where it does not. */
  readonly retryAfterSeconds: number;
}

/** Sends messages to their webhooks. */
@Injectable()
export class Sender {
  constructor(
    private readonly outbound: Outbound,
    private readonly secrets: EndpointSecrets,
    private readonly directory: TenantDirectory,
  ) {}

  /** @throws the reason of the signal once it aborts; Error on a fault of this program */
  async send(tenantId: string, delivery: ClaimedDelivery, signal: AbortSignal): Promise<SendResult> {
    const at = new Date();
    const started = performance.now();
    const noted = (attempt: Pick<Attempt, 'status' | 'failure' | 'answer'>): Attempt => ({
      at: at.toISOString(),
      durationMs: Math.round(performance.now() - started),
      ...attempt,
    });
    try {
      const answer = await this.outbound.send({
        url: this.secrets.open('url', delivery.url),
        method: 'POST',
        headers: this.headersOf(delivery, Math.floor(at.getTime() / 1000)),
        body: delivery.body,
        networks: this.directory.byId(tenantId)?.networks ?? [],
        httpInNetworksOnly: true,
        timeoutMs: TIMEOUT_MS,
        mostBytes: KEPT,
        beginningOnly: true,
        mostRedirects: 0,
        signal,
      });
      const { status, headers } = answer;
      const mayAsk = status === 429 || status === 503;
      return {
        attempt: noted({ status, failure: failureOf(status), answer: beginningOf(answer) }),
        retryAfterSeconds: mayAsk ? retryAfterSeconds(headers['retry-after'], new Date()) : 0,
      };
    } catch (error) {
      if (!(error instanceof Problem) || !Object.hasOwn(attemptFailures, error.code)) throw error;
      return { attempt: noted({ status: null, failure: error.code, answer: null }), retryAfterSeconds: 0 };
    }
  }

  private headersOf(delivery: ClaimedDelivery, timestamp: number): Record<string, string> {
    const { messageId, body, secret, formerSecret } = delivery;
    const sealed = [secret, formerSecret].filter((each) => each !== null);
    const signature = signatureOf(
      sealed.map((each) => this.secrets.open('secret', each)),
      messageId,
      timestamp,
      body,
    );
    return {
      'content-type': 'application/json',
      ...(sealed.length > 0 && {
        'webhook-id': messageId,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
      }),
    };
  }
}

function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return 'gone';
  return status >= 300 && status < 400 ? 'redirect_not_followed' : 'status_refused';
}

/** Without a character that the cut left half, and without NUL, which PostgreSQL does not store. */
function beginningOf({ body }: OutboundAnswer): string {
  const text = new TextDecoder().decode(body, { stream: true });
  return text.replaceAll('\0', '').toWellFormed();
}
