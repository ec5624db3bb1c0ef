import type { SessionRef } from '#auth';

/** The results of one kind of request. */
export interface Figures {
  readonly answered: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The longest time without an answer among the watched requests. */
  readonly silenceMs: number;
  /** The message of the first failure. */
  readonly failure?: string;
}

const MOST_KEPT = 200_000;

/** Records requests of one kind as they end. */
export class Series {
  private readonly latencies: number[] = [];
  private readonly begunAt = performance.now();
  private answered = 0;
  private failed = 0;
  private failure?: string;
  private concerns: (session: SessionRef) => boolean = () => false;
  private answeredAt = 0;
  private heardTimes = 0;
  private silenceMs = 0;

  /** The number of answers among the watched requests. */
  get heardOf(): number {
    return this.heardTimes;
  }

  /** From now on, measures the longest time without an answer among the watched requests. */
  watch(concerns: (session: SessionRef) => boolean): void {
    this.concerns = concerns;
    this.answeredAt = performance.now();
    this.silenceMs = 0;
  }

  /** @returns what the request answered; undefined where it failed */
  async note<T>(session: SessionRef | undefined, request: () => Promise<T>): Promise<T | undefined> {
    const askedAt = performance.now();
    try {
      const answer = await request();
      const now = performance.now();
      this.answered += 1;
      if (this.latencies.length < MOST_KEPT) this.latencies.push(now - askedAt);
      if (!session || this.concerns(session)) this.heard(now);
      return answer;
    } catch (error) {
      this.failed += 1;
      this.failure ??= String(error);
      return undefined;
    }
  }

  figures(): Figures {
    const sorted = this.latencies.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    const seconds = (performance.now() - this.begunAt) / 1000;
    const { answered, failed, failure, silenceMs } = this;
    const perSecond = answered / seconds;
    return { answered, failed, perSecond, p50Ms: at(0.5), p99Ms: at(0.99), silenceMs, ...(failure && { failure }) };
  }

  private heard(now: number): void {
    if (this.answeredAt > 0) this.silenceMs = Math.max(this.silenceMs, now - this.answeredAt);
    this.answeredAt = now;
    this.heardTimes += 1;
  }
}
