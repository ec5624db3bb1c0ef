import { setTimeout as pause } from 'node:timers/promises';
import type { OpenSession, Session, SessionRef, SessionStore } from '#auth';
import { newId } from '#platform/ids';
import { until } from '../support/until.js';
import { type Figures, Series } from './series.js';

/** The target of the load. */
export interface LoadTarget {
  readonly tenantId: string;
  readonly store: SessionStore;
  /** One request with a token of a living session on a fast route; throws where it is not answered with 200. */
  readonly fast: () => Promise<void>;
  /** Asks the shard whether the session is valid. */
  readonly strict: (session: Session) => Promise<boolean>;
}

/** How many clients do each at once, each sending again after its answer. */
export interface Callers {
  readonly fast: number;
  readonly strict: number;
  readonly refreshing: number;
  readonly beginning: number;
  /** Milliseconds between two validations of one; none where it is left out. */
  readonly restMs?: number;
}

/** The results of the load. */
export interface LoadFigures {
  readonly fast: Figures;
  readonly strict: Figures;
  readonly refreshes: Figures;
  readonly begun: Figures;
  /** Sessions that were acknowledged as replicated, and are lost. */
  readonly lost: number;
  /** Of how many. */
  readonly acknowledged: number;
  /** Valid sessions that the shard called invalid. */
  readonly denied: number;
  /** Rotations that were taken for reuse, or whose token was not known any more. */
  readonly mistaken: number;
}

/** Milliseconds between two tries after a refusal, and between two sessions that one client begins. */
const REST_MS = 10;
const seen = { device: 'Load', address: '127.0.0.1', region: 'FR' };

/** Begins that many sessions, each of another user, some at a time. */
export async function beginSessions({ store, tenantId }: LoadTarget, count: number): Promise<OpenSession[]> {
  const sessions: OpenSession[] = [];
  for (let tries = 0; sessions.length < count && tries < count; tries += 100) {
    const some = Math.min(100, count - sessions.length);
    sessions.push(...(await Promise.all(Array.from({ length: some }, () => begin(store, tenantId)))));
  }
  return sessions;
}

/** Validates, refreshes and begins sessions without pause, until it is ended. */
export class SessionLoad {
  readonly fast = new Series();
  readonly strict = new Series();
  readonly refreshes = new Series();
  readonly begun = new Series();
  private denied = 0;
  private mistaken = 0;
  private ended = false;
  private readonly kept: Session[];
  private readonly running: Promise<void>[];

  private readonly target: LoadTarget;
  private readonly sessions: readonly OpenSession[];
  private readonly restMs: number;

  constructor(target: LoadTarget, sessions: readonly OpenSession[], callers: Callers) {
    this.target = target;
    this.sessions = sessions;
    this.restMs = callers.restMs ?? 0;
    this.kept = sessions.filter(({ replicated }) => replicated).map(({ session }) => session);
    const times = (count: number, what: (n: number) => Promise<void>) =>
      Array.from({ length: count }, (_, n) => what(n));
    this.running = [
      ...times(callers.fast, () => this.askFast()),
      ...times(callers.strict, () => this.askStrictly()),
      ...times(callers.refreshing, (n) => this.refresh(n)),
      ...times(callers.beginning, () => this.beginMore()),
    ];
  }

  /** From now on, `writesAgain` waits for these users alone, and the longest time without an answer is theirs. */
  watch(concerns: (session: SessionRef) => boolean): void {
    for (const series of [this.fast, this.strict, this.refreshes, this.begun]) series.watch(concerns);
  }

  /** Resolves when one of the watched users began a session and another refreshed one. */
  async writesAgain(): Promise<void> {
    const [begun, refreshed] = [this.begun.heardOf, this.refreshes.heardOf];
    await until(() => this.begun.heardOf > begun && this.refreshes.heardOf > refreshed);
  }

  /** Ends the load without checking the sessions. */
  end(): void {
    this.ended = true;
  }

  /** Ends the load, then looks up each acknowledged session. */
  async stop(): Promise<LoadFigures> {
    this.end();
    await Promise.all(this.running);
    let lost = 0;
    for (let at = 0; at < this.kept.length; at += 200) {
      const found = await Promise.all(this.kept.slice(at, at + 200).map((session) => this.target.store.find(session)));
      lost += found.filter((session) => !session).length;
    }
    const { fast, strict, refreshes, begun, denied, mistaken } = this;
    const [of, by] = [this.kept.length, (series: Series) => series.figures()];
    return {
      fast: by(fast),
      strict: by(strict),
      refreshes: by(refreshes),
      begun: by(begun),
      ...{ lost, acknowledged: of, denied, mistaken },
    };
  }

  private async rest(answered: boolean | undefined): Promise<void> {
    const ms = answered === undefined ? REST_MS : this.restMs;
    if (ms > 0) await pause(ms);
  }

  private goesOn(): boolean {
    return !this.ended;
  }

  private async askFast(): Promise<void> {
    while (this.goesOn()) {
      const answered = await this.fast.note(undefined, async () => {
        await this.target.fast();
        return true;
      });
      await this.rest(answered);
    }
  }

  private async askStrictly(): Promise<void> {
    while (this.goesOn()) {
      const session = this.sessions[Math.floor(Math.random() * this.sessions.length)]?.session as Session;
      const stands = await this.strict.note(session, () => this.target.strict(session));
      if (stands === false) this.denied += 1;
      await this.rest(stands);
    }
  }

  /** Like a client: after a failure it tries again with the token that it has. */
  private async refresh(n: number): Promise<void> {
    const { store, tenantId } = this.target;
    let { session, refreshToken } = this.sessions[n] as OpenSession;
    while (this.goesOn()) {
      const token = refreshToken;
      const answer = await this.refreshes.note(session, () => store.refresh(tenantId, token, seen));
      if (answer?.kind === 'refreshed') ({ session, refreshToken } = answer);
      else if (answer) {
        this.mistaken += 1;
        return;
      }
      await pause(REST_MS);
    }
  }

  private async beginMore(): Promise<void> {
    const { store, tenantId } = this.target;
    while (this.goesOn()) {
      const ref = { tenantId, userId: newId(), id: newId() };
      const open = await this.begun.note(ref, () => begin(store, tenantId, ref));
      if (open?.replicated) this.kept.push(open.session);
      await pause(REST_MS);
    }
  }
}

function begin(store: SessionStore, tenantId: string, ref = { userId: newId(), id: newId() }) {
  return store.begin({ ...seen, role: 'member', name: 'Load', tenantId, ...ref });
}
