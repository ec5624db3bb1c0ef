import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Degradation, declareDegradation } from '#platform/degradation';
import { Flags } from '#platform/flags';
import { newId } from '#platform/ids';
import { type EventStream, EventStreams, Realtime, type StreamRequest, type Told, Topics } from '#platform/realtime';
import { TenantDirectory } from '#platform/tenancy';
import { CountsSource, FollowedCounts, forgottenAfterMs } from './followed-counts.js';
import { LiveCounts } from './live-counts.js';
import { type Summary, summaryOf } from './summary.js';

export const liveFlag = 'analytics.realtime';
const liveCounts = declareDegradation('analytics.live-counts', {
  from: 1,
  en: 'Live counts of events are not streamed; open streams end.',
  fr: 'Les comptes d’événements en direct ne sont plus diffusés ; les flux ouverts se terminent.',
});
/** Milliseconds between two events of a stream, and two messages of a process, at least. */
const TICK_MS = 2000;
/** Milliseconds between two requests to the other processes for the counts of a tenant. */
const ASK_MS = 10_000;
/** Bytes of the names in a message, which has 4 KB at most. */
const MOST_BYTES = 3900;

/**
 * Streams the counts of all processes. A process tells its own of a tenant, whole, while another that has clients of the
 * tenant asks for them: nothing is sent of tenants that nobody follows, and a message that is lost is made up for by the next.
 */
@Injectable()
export class LiveStreams implements OnModuleInit, OnModuleDestroy {
  private readonly process = newId();
  private readonly followed = new Map<string, FollowedCounts>();
  /** By tenant until when another process wants the counts of this one, and what it was told last. */
  private readonly wanted = new Map<string, { until: number; told: string }>();
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly counts: LiveCounts,
    private readonly realtime: Realtime,
    private readonly topics: Topics,
    private readonly streams: EventStreams,
    private readonly degradation: Degradation,
    private readonly flags: Flags,
    private readonly directory: TenantDirectory,
  ) {}

  onModuleInit(): void {
    const timer = setInterval(() => this.tick(), TICK_MS).unref();
    this.ends.push(
      () => clearInterval(timer),
      this.topics.hear((told) => this.hear(told)),
    );
  }

  onModuleDestroy(): void {
    for (const end of this.ends.splice(0)) end();
  }

  /**
   * Streams the counts of a tenant: at once what this process knows, then every change, all of them anew.
   *
   * @param userId the user who follows, for the flag; a key has none
   * @throws Problem `event_streams_full` (429)
   */
  follow(request: StreamRequest, tenantId: string, userId: string | undefined): EventStream {
    const followed = this.followed.get(tenantId) ?? new FollowedCounts();
    const source = new CountsSource(
      followed,
      userId,
      () => this.topics.beat(),
      () => {
        followed.streams.delete(source);
        if (followed.streams.size === 0) this.followed.delete(tenantId);
      },
    );
    const stream = this.streams.openTo(request, source);
    this.followed.set(tenantId, followed);
    followed.streams.set(source, stream);
    this.refresh(tenantId, followed);
    return stream;
  }

  private tick(): void {
    const now = Date.now();
    for (const [tenantId, followed] of this.followed) {
      for (const [source, stream] of [...followed.streams]) if (!this.serves(tenantId, source.userId)) stream.end();
      if (followed.streams.size > 0) this.refresh(tenantId, followed);
    }
    for (const [tenantId, wish] of this.wanted) {
      if (now > wish.until || this.degradation.cuts(liveCounts)) this.wanted.delete(tenantId);
      else this.tell(tenantId, wish);
    }
  }

  /** As at the beginning of a request. */
  private serves(tenantId: string, userId: string | undefined): boolean {
    if (this.degradation.cuts(liveCounts)) return false;
    return this.flags.isOn(liveFlag, { tenantId, plan: this.directory.byId(tenantId)?.plan, userId });
  }

  private refresh(tenantId: string, followed: FollowedCounts): void {
    followed.refresh(summaryOf(this.counts.of(tenantId)), this.topics.idNow());
    if (Date.now() < followed.askedAt + ASK_MS) return;
    followed.askedAt = Date.now();
    this.realtime.tell(tenantId, { name: 'analytics.wanted', data: { process: this.process } });
  }

  private hear({ tenantId, name, data, at }: Told): void {
    if (!name.startsWith('analytics.') || at < Date.now() - forgottenAfterMs) return;
    const { process, ...said } = JSON.parse(data) as { process: string };
    if (process === this.process) return;
    if (name === 'analytics.counted') this.followed.get(tenantId)?.take(process, said as Summary, at);
    if (name !== 'analytics.wanted') return;
    const wish = { until: at + forgottenAfterMs, told: '' };
    // Whoever waits for the first counts gets them at once; those that ask again get them together, also unchanged.
    if (!this.wanted.has(tenantId)) this.tell(tenantId, wish);
    this.wanted.set(tenantId, wish);
  }

  private tell(tenantId: string, wish: { told: string }): void {
    const counts = summaryOf(this.counts.of(tenantId), 0, MOST_BYTES);
    const told = JSON.stringify(counts);
    if (told === wish.told) return;
    wish.told = told;
    this.realtime.tell(tenantId, { name: 'analytics.counted', data: { process: this.process, ...counts } });
  }
}
