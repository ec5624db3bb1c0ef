import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Outbound } from '#platform/outbound';
import { type Breaker, breaker } from '#platform/resilience';
import { MOST_ANSWERED } from './ai-messages.js';
import type { AiMessageDto } from './ai-requests.dto.js';

/** Bytes of an answer at most: it has some hundred words. */
const MOST_BYTES = 256 * 1024;
/** Characters of the text of an answer that are kept. */
const LONGEST_ANSWER = 10_000;
/** Milliseconds after which a suspended endpoint is asked again. */
const RESET_MS = 30_000;
/** Milliseconds that the model may take for an answer. */
const TIMEOUT_MS = 60_000;
/** A usual wait is as long as that, and some of it has passed when the model is asked. */
const NEARLY_FULL = 0.9;

/** What a model answered. */
export interface AiAnswer {
  /** At most 10,000 characters. */
  readonly text: string;
  /** As the endpoint names it. */
  readonly model: string;
  /** Of the request and the answer, as the endpoint reports; undefined where it does not. */
  readonly tokens: number | undefined;
}

/** Problems of requests that no model has read. */
const unread = new Set(['destination_refused', 'host_unreachable', 'tls_failed', 'too_many_redirects']);

/**
 * No answer: the request was not sent, as the endpoint is suspended; it was refused, and cost nothing; or nobody knows what came of it,
 * or what came is useless, and it may have cost all that it could.
 */
export class AiFailed extends Error {
  constructor(
    readonly reason: 'suspended' | 'failed' | 'unknown',
    cause: unknown,
  ) {
    super(`The model gave no answer: ${reason}`, { cause });
  }
}

class Refused extends Error {
  constructor(readonly status: number) {
    super(`The model answered ${status}.`);
  }
}
/** A completion without a text, as where the provider filters what one user wrote. */
class Textless extends Error {}
/** No answer in the time that one user waits, clearly less than the model may take. */
class CutShort extends Error {}

/** A status of 4xx but 429 is about one request, as is an answer without a text: nobody may suspend the model for the others by it. */
function isOfModel(error: unknown): boolean | undefined {
  if (error instanceof CutShort) return undefined;
  if (error instanceof Refused) return error.status < 400 || error.status === 429 || error.status >= 500;
  return !(error instanceof Textless);
}

/** Asks the model of this deployment, once for each request, at `AI_URL`, as OpenAI defines chat completions. */
@Injectable()
export class AiEndpoint implements OnApplicationShutdown {
  private readonly breaker: Breaker<(messages: readonly AiMessageDto[], timeoutMs: number) => Promise<AiAnswer>>;

  constructor(
    private readonly outbound: Outbound,
    private readonly settings: Settings,
    @Optional() resetMs = RESET_MS,
    @Optional() readonly timeoutMs = TIMEOUT_MS,
  ) {
    const options = { resetMs, isFailure: isOfModel };
    this.breaker = breaker('ai', options, (messages: readonly AiMessageDto[], timeoutMs: number) =>
      this.send(messages, timeoutMs).catch((error: { code?: string }) => {
        const isCut = error.code === 'answer_timeout' && timeoutMs < NEARLY_FULL * this.timeoutMs;
        throw isCut ? new CutShort('The model did not answer in time.', { cause: error }) : error;
      }),
    );
  }

  /** Whether there is a model at all. */
  get exists(): boolean {
    return this.settings.aiUrl !== undefined;
  }

  /** Whether it failed so often that it is not asked for a while. */
  get suspended(): boolean {
    return this.breaker.open;
  }

  /**
   * Asks once.
   *
   * @param timeoutMs after which the answer comes too late, in milliseconds
   * @throws AiFailed
   */
  async ask(messages: readonly AiMessageDto[], timeoutMs: number): Promise<AiAnswer> {
    try {
      return await this.breaker.call(messages, timeoutMs);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      const refused = error instanceof Refused || unread.has(code);
      throw new AiFailed(code === 'EOPENBREAKER' ? 'suspended' : refused ? 'failed' : 'unknown', error);
    }
  }

  onApplicationShutdown(): void {
    this.breaker.end();
  }

  private async send(messages: readonly AiMessageDto[], timeoutMs: number): Promise<AiAnswer> {
    const { aiUrl = '', aiKey, aiModel, aiNetworks } = this.settings;
    const answer = await this.outbound.send({
      url: aiUrl,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(aiKey !== undefined && { authorization: `Bearer ${aiKey}` }),
      },
      body: JSON.stringify({ model: aiModel, messages, max_tokens: MOST_ANSWERED, stream: false }),
      networks: aiNetworks,
      httpInNetworksOnly: true,
      timeoutMs,
      mostBytes: MOST_BYTES,
      // Elsewhere the key and the figures of a user would go where nobody configured it.
      mostRedirects: 0,
    });
    if (answer.status !== 200) throw new Refused(answer.status);
    return read(answer.body);
  }
}

/** @throws Error where it is no chat completion with a text */
function read(body: Buffer): AiAnswer {
  const completion = JSON.parse(body.toString()) as {
    readonly model?: unknown;
    readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
    readonly usage?: { readonly total_tokens?: unknown };
  } | null;
  const content = completion?.choices?.[0]?.message?.content;
  const text = typeof content === 'string' ? content.replaceAll('\0', '').trim() : '';
  if (text === '') throw new Textless('The model answered without a text.');
  const [model, tokens] = [completion?.model, completion?.usage?.total_tokens];
  return {
    text: text.slice(0, LONGEST_ANSWER).toWellFormed(),
    model: typeof model === 'string' ? model.replaceAll('\0', '').slice(0, 100).toWellFormed() : '',
    tokens: Number.isSafeInteger(tokens) && (tokens as number) >= 0 ? (tokens as number) : undefined,
  };
}
