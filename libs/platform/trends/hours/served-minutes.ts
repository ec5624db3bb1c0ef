import type { DatabaseStatistics } from '#platform/database';
import type { Lifecycle } from '#platform/telemetry';

const MINUTE_MS = 60_000;

/**
 * The minutes in which this API served: at each look in the minute at which it took new work the database had answered since the look before.
 * An API asks the database twice a second for its level of degradation, whatever its clients do.
 */
export class ServedMinutes {
  private present: { readonly minute: number; served: boolean } | undefined;
  private answers = 0;

  /** @param served called with the begin of each minute that is over and was served, in milliseconds since 1970 */
  constructor(
    private readonly lifecycle: Pick<Lifecycle, 'state'>,
    private readonly statistics: Pick<DatabaseStatistics, 'answers'>,
    private readonly served: (minute: number) => void,
  ) {}

  /** Called several times a minute. @param now in milliseconds since 1970 */
  look(now: number): void {
    this.closeUntil(now);
    const answered = this.statistics.answers > this.answers;
    this.answers = this.statistics.answers;
    if (this.lifecycle.state !== 'serving') return;
    this.present ??= { minute: now - (now % MINUTE_MS), served: true };
    this.present.served &&= answered;
  }

  /** Closes the minute that was looked at, where it is over. @param now in milliseconds since 1970; Infinity at the end of the process */
  closeUntil(now: number): void {
    if (!this.present || now - this.present.minute < MINUTE_MS) return;
    const { minute, served } = this.present;
    this.present = undefined;
    if (served) this.served(minute);
  }
}
