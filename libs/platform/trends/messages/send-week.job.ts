import { createHash } from 'node:crypto';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, runEach } from '#platform/jobs';
import { Mailer } from '#platform/mail';
import { Outbound } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { trendsProblems } from '../trends.errors.js';
import { type IsoWeek, weekOf } from '../weeks/iso-week.js';
import { reportText } from '../weeks/report-text.js';
import { WeekReports } from '../weeks/week-reports.js';
import { claimMessage, settledChannels, settleMessage } from './messages.sql.js';
import { webhookBody } from './webhook-message.js';

/** When a week is over for its message: at six on Monday. */
const DUE_MS = 6 * 3_600_000;
const TIMEOUT_MS = 15_000;
const MOST_BYTES = 65_536;

/** Who gets the message. */
interface Channel {
  /** `webhook`, or `mail-` and a digest of the address, which stays when addresses are added or removed. */
  readonly channel: string;
  readonly send: (week: IsoWeek, text: string, signal: AbortSignal) => Promise<void>;
}

/** Tried once: a later run does the same. */
export const sendWeek = defineJob<JobPayload>('trends.send-week', { everyMs: 5 * 60_000, tries: 1, concurrency: 1 });

/**
 * Sends the trends of the last week to the webhook and to each address once, from Monday at six on, or when a worker is there again; what
 * failed after an hour, then after twice as long each time, a day at most. What was sent by a worker that died before it noted that is sent twice.
 */
@HandlesJob(sendWeek)
export class SendWeek implements JobHandler {
  constructor(
    private readonly settings: Settings,
    private readonly database: Database,
    private readonly reports: WeekReports,
    private readonly outbound: Outbound,
    private readonly mailer: Mailer,
  ) {}

  /** @throws Problem `trends_not_taken` (502), `trends_not_sent` (502); NotNow and Error of the mail server */
  async run(_payload: JobPayload, { signal }: JobContext): Promise<object | undefined> {
    const now = Date.now();
    const week = weekOf(new Date(now - DUE_MS), 1);
    const channels = await this.dueChannels(week);
    if (channels.length === 0) return undefined;
    const report = await this.reports.compare(week, new Date(now));
    if (!report.figures) return undefined;
    const text = reportText(report, this.settings.trendsLanguage, this.settings.publicUrl);
    const sent: string[] = [];
    await runEach(channels, signal, async ({ channel, send }) => {
      const message = [week.monday, channel] as const;
      const [claimed] = await this.database.unscoped('trends.figures', (tx) => tx.run(claimMessage, ...message));
      if (!claimed) return;
      await send(week, text, signal);
      await this.database.unscoped('trends.figures', (tx) => tx.run(settleMessage, ...message));
      sent.push(channel);
    });
    return { week: week.name, sent };
  }

  /** Read before the report is made, which takes longer and is mostly not needed. */
  private async dueChannels({ monday }: IsoWeek): Promise<Channel[]> {
    const { trendsUrl, trendsMail } = this.settings;
    const channels: Channel[] = trendsMail.map((to) => {
      const channel = `mail-${createHash('sha256').update(to).digest('hex').slice(0, 16)}`;
      return { channel, send: (week, text) => this.mail(`trends-${week.name}-${channel}`, to, text) };
    });
    if (trendsUrl) channels.push({ channel: 'webhook', send: (_, text, signal) => this.post(trendsUrl, text, signal) });
    if (channels.length === 0) return [];
    const settled = await this.database.unscopedRead('trends.figures', settledChannels, monday);
    return channels.filter(({ channel }) => !settled.some((each) => each.channel === channel));
  }

  private async post(url: string, text: string, signal: AbortSignal): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const request = { url, method: 'POST' as const, headers, body: webhookBody(url, text), signal };
    const { status, redirects } = await this.outbound
      .send({ ...request, timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES })
      .catch((error: unknown) => {
        // A cause could name the address, which is a secret.
        throw error instanceof Problem ? trendsProblems.trends_not_sent({ reason: error.detail }) : error;
      });
    // After 301, 302 and 303 the message was left out of the next request.
    const lost = redirects.find((redirect) => redirect.status < 307);
    if (lost || status >= 300) throw trendsProblems.trends_not_taken({ status: lost?.status ?? status });
  }

  private mail(id: string, to: string, text: string): Promise<void> {
    const [subject = ''] = text.split('\n', 1);
    const html = `<pre>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`;
    const from = { name: 'Palier', mailbox: 'palier' };
    return this.mailer.send({ id, from, to, subject, text, html });
  }
}
