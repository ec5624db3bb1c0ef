import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database, type Transaction } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { Realtime, topicOf } from '#platform/realtime';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { AiEndpoint, AiFailed } from './ai-endpoint.js';
import { claimRequest, firstPlaces, overdueRequests, type QueuedRequest } from './ai-queue.sql.js';
import { aiAnswers, estimate, LEAD_MS } from './ai-requests.js';
import { requestById } from './ai-requests.sql.js';
import { EndsRequests } from './ends-requests.js';

/** Seconds that a claim lasts beyond the time that the model may take. */
const SLACK_SECONDS = 30;
/** Overdue requests that are ended at once. */
const MOST_OVERDUE = 500;
/** Requests that are told their place as the queue moves on. */
const MOST_TOLD = 100;
const TELL_EVERY_MS = 1000;
/** Milliseconds of its time that a request must have left to be sent. */
const LEAST_MS = 1000;

const platform = { tenantId: PLATFORM_TENANT_ID };
type Claimed = QueuedRequest & { readonly claim: string };

/** Asks the model what waits in the queue, in its order, at most `AI_CONCURRENCY` at once over all processes. */
@Injectable()
export class AiQueue implements OnModuleDestroy {
  private readonly log = new Logger('AiQueue');
  /** Loops of this process. */
  private loops = 0;
  /** Whether something was queued since the loops last looked. */
  private woken = false;
  private leaving = false;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly degradation: Degradation,
    private readonly endpoint: AiEndpoint,
    private readonly ends: EndsRequests,
    private readonly realtime: Realtime,
    private readonly directory: TenantDirectory,
  ) {}

  /** Lets the rules answer what is overdue, and asks until nothing waits, or as much as may is under way. */
  async work(signal: AbortSignal): Promise<void> {
    await this.endOverdue();
    this.woken = true;
    const more = Math.max(0, this.settings.aiConcurrency - this.loops);
    const ends = await Promise.allSettled(Array.from({ length: more }, () => this.loop(signal)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** What is under way goes on to its end, within `JOB_DEADLINE_MS`; what waits is left to other processes. */
  onModuleDestroy(): void {
    this.leaving = true;
  }

  private async loop(signal: AbortSignal): Promise<void> {
    this.loops += 1;
    try {
      let goesOn = true;
      while (goesOn && !signal.aborted && !this.leaving) {
        this.woken = false;
        goesOn = (await this.next()) || this.woken;
      }
    } finally {
      this.loops -= 1;
    }
  }

  /** @returns whether there was one */
  private async next(): Promise<boolean> {
    const { aiConcurrency } = this.settings;
    const lasts = this.endpoint.timeoutMs / 1000 + SLACK_SECONDS;
    const until = performance.now() + lasts * 1000;
    const claimed = await this.database.transaction(platform, async (tx) => {
      const [one] = await tx.run(claimRequest, aiConcurrency, lasts);
      if (one) this.tell(tx, one, { state: 'calling' });
      return one;
    });
    if (!claimed) return false;
    const asked = this.ask(claimed, until).catch((error: unknown) =>
      this.log.warn(`A request to the model of the tenant ${claimed.tenantId} ends with its claim: ${error}`),
    );
    await Promise.all([asked, this.tellPlaces()]);
    return true;
  }

  /** @param until when the claim is over, on the clock of this process: no call goes on beyond it, as others take its place */
  private async ask({ tenantId, userId, id, claim }: Claimed, until: number): Promise<void> {
    const person = { tenantId, userId };
    const [request] = await this.database.read(person, requestById, id);
    if (!request) return;
    const still = { claim };
    if (this.directory.byId(tenantId)?.state === 'suspended') {
      await this.ends.end(person, id, still, { state: 'cancelled', spent: 0 });
      return;
    }
    const left = Math.min(request.waitsUntil.getTime() - Date.now(), until - performance.now());
    const timeoutMs = Math.min(this.endpoint.timeoutMs, left - LEAD_MS);
    if (this.degradation.cuts(aiAnswers)) return this.ends.byRules(person, id, still, 'degraded');
    if (timeoutMs < LEAST_MS) return this.ends.byRules(person, id, still, 'waited');
    try {
      const { text: answer, model, tokens = request.reserved } = await this.endpoint.ask(request.messages, timeoutMs);
      await this.ends.end(person, id, still, { state: 'answered', answer, model, spent: tokens });
    } catch (error) {
      if (!(error instanceof AiFailed)) throw error;
      // The cause may have what was sent.
      this.log.warn(`A request to the model of the tenant ${tenantId} ended without an answer: ${error.reason}`);
      await this.ends.byRules(person, id, still, error.reason, error.reason === 'unknown');
    }
  }

  private async endOverdue(): Promise<void> {
    const overdue = await this.database.read(platform, overdueRequests, MOST_OVERDUE);
    for (const { tenantId, userId, id, isLost } of overdue) {
      const person = { tenantId, userId };
      const ended = isLost
        ? this.ends.byRules(person, id, 'lost', 'unknown', true)
        : this.ends.byRules(person, id, 'waiting', 'waited');
      // The others do not wait for one that fails; a later run ends it.
      await ended.catch((error: unknown) =>
        this.log.warn(`An overdue request of the tenant ${tenantId} has not ended: ${error}`),
      );
    }
  }

  /** The first ones move on with each turn; that they are not told stops nothing. */
  private async tellPlaces(): Promise<void> {
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = performance.now();
    const told = this.database.transaction(platform, async (tx) => {
      for (const { before, seconds, ...one } of await tx.run(firstPlaces, MOST_TOLD))
        this.tell(tx, one, { state: 'waiting', ...estimate({ before, seconds }, this.settings.aiConcurrency) });
    });
    await told.catch((error: unknown) => this.log.warn(`The places in the queue were not told: ${error}`));
  }

  private tell(tx: Transaction, { tenantId, userId, id }: QueuedRequest, now: object): void {
    this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'ai.changed', data: { id, ...now } });
  }
}
