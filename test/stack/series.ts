import type { SessionRef } from '#auth';

/** The results of one kind of request. */
export interface Figures {
  readonly answered: number;
  readonly failed: number;
  /** The message of the first failure. */
  readonly failure?: string;
}

/** Records requests of one kind as they end. */
export class Series {
  private answered = 0;
  private failed = 0;
  private failure?: string;
  private concerns: (session: SessionRef) => boolean = () => false;
  private heardTimes = 0;

  /** The number of answers among the watched requests. */
  get heardOf(): number {
    return this.heardTimes;
  }

  /** From now on, counts the answers to requests of these users. */
  watch(concerns: (session: SessionRef) => boolean): void {
    this.concerns = concerns;
  }

  /** @returns what the request answered; undefined where it failed */
  async note<T>(session: SessionRef | undefined, request: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await request();
      this.answered += 1;
      if (!session || this.concerns(session)) this.heardTimes += 1;
      return answer;
    } catch (error) {
      this.failed += 1;
      this.failure ??= String(error);
      return undefined;
    }
  }

  figures(): Figures {
    const { answered, failed, failure } = this;
    return { answered, failed, ...(failure && { failure }) };
  }
}
