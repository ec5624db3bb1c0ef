import { setImmediate as afterAnswers, setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger, type OnModuleInit } from '@nestjs/common';
import { PALIER_VERSION, type Settings } from '#platform/config';
import type { Outbound } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { counter, type Failure, onFailure } from '#platform/telemetry';
import { errorReportProblems } from './error-reports.errors.js';
import { pauseAsked } from './pause-asked.js';
import { envelopeOf, sentryEvent } from './sentry-event.js';
import { type SentryProject, sentryProject } from './sentry-project.js';

const MOST_A_MINUTE = 10;
const MOST_WAITING = 10;
const MINUTE_MS = 60_000;
const SEND_MS = 5000;
/** What a process waits at its end for events that are on their way. */
const FLUSH_MS = 2000;
/** Of an answer, whose status and headers alone count. */
const KEPT_BYTES = 1024;

/**
 * Sends failures to Sentry, ten a minute at most and one after another; nobody waits for it. What comes on top is counted, and
 * the next event that arrives says how much that was. What cannot be sent is not tried again.
 */
export class SentryReports implements OnModuleInit, BeforeApplicationShutdown {
  /** Those of the application of this process, while it runs. */
  static running: SentryReports | undefined;

  private readonly log = new Logger('ErrorReports');
  private readonly events = counter(
    'palier_sentry_events_total',
    'Failures for Sentry, by what became of them',
    'result',
  );
  private readonly project: SentryProject;
  private readonly waiting: { readonly failure: Failure; readonly at: Date }[] = [];
  private sending: Promise<void> | undefined;
  private minute = { ends: Number.NEGATIVE_INFINITY, taken: 0 };
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private dropped = 0;
  private failing = false;
  private stopTaking = () => {};

  /**
   * @param now milliseconds of a clock that only goes forward
   * @throws Problem `sentry_unreachable`
   */
  constructor(
    private readonly settings: Settings,
    private readonly outbound: Outbound,
    private readonly now = () => performance.now(),
  ) {
    this.project = sentryProject(settings);
    for (const result of ['sent', 'dropped', 'failed']) this.events.of(result);
  }

  onModuleInit(): void {
    this.stopTaking = onFailure((failure) => this.take(failure));
    SentryReports.running = this;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
    this.stopTaking();
    if (SentryReports.running === this) SentryReports.running = undefined;
  }

  /** Sends a failure soon, or counts it. Never throws, and waits for nothing. */
  take(failure: Failure): void {
    if (!this.mayTake()) {
      this.drop();
      return;
    }
    const taken = { failure, at: new Date() };
    // Nothing is sent after the end of the process.
    if (failure.level === 'fatal') this.waiting.unshift(taken);
    else this.waiting.push(taken);
    this.sending ??= this.sendAll();
  }

  /** Resolves when what was taken is sent, or after this time. @param ms milliseconds */
  async flush(ms = FLUSH_MS): Promise<void> {
    await Promise.race([this.sending, pause(ms, undefined, { ref: false })]);
  }

  private mayTake(): boolean {
    const now = this.now();
    if (now < this.pausedUntil || this.waiting.length >= MOST_WAITING) return false;
    if (now >= this.minute.ends) this.minute = { ends: now + MINUTE_MS, taken: 0 };
    this.minute.taken += 1;
    return this.minute.taken <= MOST_A_MINUTE;
  }

  private async sendAll(): Promise<void> {
    // The answer that tells of the failure goes first: an event takes time, since the files of its frames are read.
    await afterAnswers();
    for (let taken = this.waiting.shift(); taken; taken = this.waiting.shift()) {
      if (this.now() < this.pausedUntil) this.drop();
      else await this.send(taken.failure, taken.at);
    }
    this.sending = undefined;
  }

  private async send(failure: Failure, at: Date): Promise<void> {
    const { dropped } = this;
    try {
      const { status, headers } = await this.outbound.send({
        url: this.project.url,
        method: 'POST',
        headers: {
          'content-type': 'application/x-sentry-envelope',
          'x-sentry-auth': `Sentry sentry_version=7, sentry_client=palier/${PALIER_VERSION}, sentry_key=${this.project.key}`,
        },
        body: envelopeOf(sentryEvent(failure, at, this.settings.environment), dropped),
        networks: this.settings.sentryNetworks,
        httpInNetworksOnly: true,
        timeoutMs: SEND_MS,
        mostBytes: KEPT_BYTES,
        beginningOnly: true,
        mostRedirects: 0,
      });
      this.pausedUntil = Math.max(this.pausedUntil, this.now() + 1000 * pauseAsked(status, headers));
      if (status === 429) return this.drop();
      if (status < 200 || status > 299) return this.fail(`Sentry answered ${status}.`);
      this.dropped -= dropped;
      this.failing = false;
      this.events.of('sent').add();
    } catch (error) {
      const refused = error instanceof Problem && error.code === 'destination_refused';
      const problem = refused ? errorReportProblems.sentry_unreachable({ host: this.project.host }) : error;
      this.fail(problem instanceof Problem ? problem.detail.en : String(problem));
    }
  }

  private drop(): void {
    this.dropped += 1;
    this.events.of('dropped').add();
  }

  private fail(reason: string): void {
    this.events.of('failed').add();
    if (!this.failing)
      this.log.warn(
        `An error was not sent to Sentry: ${reason} Further ones are counted, and not logged, until one is sent.`,
      );
    this.failing = true;
  }
}
