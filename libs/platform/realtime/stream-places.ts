import { actsFor, type Principal } from '#platform/access';
import { realtimeProblems } from './realtime.errors.js';

/** Open streams of a process, at most. */
const MOST_STREAMS = 5000;
/** Open streams of one user or one key in a process, at most: all sessions of a user count together. */
const MOST_OF_ONE = 10;
/** Open streams without a caller, of one address and of a process, at most. */
const MOST_OF_ADDRESS = 20;
const MOST_PUBLIC = MOST_STREAMS / 2;

/** Who opens a stream: a caller, or on a public route an address. */
export interface Opener {
  readonly principal: Principal | undefined;
  readonly address: string;
}

/** Counts the open streams of a process. */
export class StreamPlaces {
  private all = 0;
  private public = 0;
  /** Open streams by opener; one without streams has no entry. */
  private readonly counts = new Map<string, number>();

  /**
   * Takes a place for a stream.
   *
   * @returns gives the place back; to be called once
   * @throws Problem `event_streams_full` (429)
   */
  take({ principal, address }: Opener): () => void {
    const key = principal ? `${principal.kind} ${principal.tenantId} ${actsFor(principal)}` : address;
    const mostOfOne = principal ? MOST_OF_ONE : MOST_OF_ADDRESS;
    const yours = this.counts.get(key) ?? 0;
    const full = this.all >= MOST_STREAMS || (!principal && this.public >= MOST_PUBLIC);
    if (yours >= mostOfOne || full) throw refusal(yours, mostOfOne, this.all);
    this.count(key, principal, 1);
    return () => this.count(key, principal, -1);
  }

  private count(key: string, principal: Principal | undefined, more: 1 | -1): void {
    this.all += more;
    if (!principal) this.public += more;
    const count = (this.counts.get(key) ?? 0) + more;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}

function refusal(yours: number, mostOfOne: number, all: number) {
  const fullOf = yours >= mostOfOne ? 'caller' : 'server';
  return realtimeProblems.event_streams_full({ yours, mostOfOne, all, most: MOST_STREAMS }, { extensions: { fullOf } });
}
