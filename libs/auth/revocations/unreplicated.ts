import { REMEMBERED_MS } from './revocation.js';

const EVERY_MS = 1000;

interface Kept<What> {
  readonly what: What;
  readonly at: number;
}

/**
 * What one primary alone may have: it is told again until a replica has it too, for a replica that
 * took over meanwhile never heard of it.
 */
export class Unreplicated<What> {
  private kept: Kept<What>[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param tell resolves with whether a replica has it */
  constructor(private readonly tell: (what: What) => Promise<boolean>) {}

  /** Whether there is anything, and so no replica lately. */
  get any(): boolean {
    return this.kept.length > 0;
  }

  keep(what: What): void {
    this.kept.push({ what, at: Date.now() });
    this.later();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private later(): void {
    this.timer ??= setTimeout(() => void this.again(), EVERY_MS).unref();
  }

  private async again(): Promise<void> {
    const since = Date.now() - REMEMBERED_MS;
    this.kept = this.kept.filter(({ at }) => at > since);
    let first = this.kept[0];
    // One at a time: while there is no replica, the first says so for all.
    while (first && (await this.tell(first.what).catch(() => false))) {
      this.kept.shift();
      first = this.kept[0];
    }
    this.timer = undefined;
    if (first) this.later();
  }
}
