import { type Place, RequestLimit } from '#platform/resilience';

type Priority = Parameters<RequestLimit['enter']>[0];

/** A kind of request: how much work it is, and how often it comes. */
export interface Kind {
  readonly priority: Priority;
  readonly route: string;
  /** Milliseconds of work, of one of the server's threads. */
  readonly workMs: () => number;
  /** A second. */
  readonly rate: number;
  readonly tenantId?: string;
}

/** What became of the requests of one route. */
export interface Outcome {
  answered: number;
  refused: number;
  /** Milliseconds from the arrival of each to its answer. */
  readonly took: number[];
}

/** A server with some threads and a queue before them, behind a limit; its clock goes from one event to the next. */
export class SimulatedLoad {
  now = 0;
  /** How many times as long all work takes. */
  slowness = 1;
  readonly limit: RequestLimit;
  private readonly events: { at: number; happen: () => void }[] = [];
  private readonly queue: (() => void)[] = [];
  private busy = 0;
  private outcomes = new Map<string, Outcome>();

  constructor(
    private readonly threads: number,
    bounds: { least: number; initial: number; most: number },
  ) {
    this.limit = new RequestLimit(
      bounds,
      () => this.now,
      (look, ms) => this.at(this.now + ms, look),
      () => 0.5,
    );
  }

  /** Lets requests come for some seconds, and says what became of each route's meanwhile. */
  async run(seconds: number, kinds: readonly Kind[]): Promise<(route: string) => Outcome> {
    this.outcomes = new Map();
    const until = this.now + seconds * 1000;
    for (const kind of kinds) this.arrivals(kind, until);
    for (let next = this.next(until); next; next = this.next(until)) {
      this.now = next.at;
      next.happen();
      // What waits for its turn goes on.
      for (let turn = 0; turn < 3; turn += 1) await undefined;
    }
    this.now = until;
    return (route) => this.outcomeOf(route);
  }

  private outcomeOf(route: string): Outcome {
    const outcome = this.outcomes.get(route) ?? { answered: 0, refused: 0, took: [] };
    this.outcomes.set(route, outcome);
    return outcome;
  }

  private arrivals(kind: Kind, until: number): void {
    const gap = 1000 / kind.rate;
    const come = () => {
      if (this.now + gap < until) this.at(this.now + gap, come);
      void this.arrive(kind);
    };
    this.at(this.now + gap * Math.random(), come);
  }

  private async arrive({ priority, route, workMs, tenantId = 'a' }: Kind): Promise<void> {
    const outcome = this.outcomeOf(route);
    const place = this.limit.enter(priority, tenantId, route);
    const cameAt = this.now;
    if (place.state === 'refused' || (place.state === 'waiting' && !(await place.turn()))) {
      outcome.refused += 1;
      return;
    }
    const work = workMs();
    const begin = () => {
      this.busy += 1;
      this.at(this.now + work * this.slowness, () => this.end(place, outcome, cameAt));
    };
    if (this.busy < this.threads) begin();
    else this.queue.push(begin);
  }

  private end(place: Place, outcome: Outcome, cameAt: number): void {
    this.busy -= 1;
    this.queue.shift()?.();
    place.answered(200);
    outcome.answered += 1;
    outcome.took.push(this.now - cameAt);
  }

  private at(at: number, happen: () => void): void {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle] as { at: number }).at > at) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, { at, happen });
  }

  private next(until: number) {
    const next = this.events.at(-1);
    return next && next.at <= until ? this.events.pop() : undefined;
  }
}
