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
import { claimMessage, settleMessage } from './messages.sql.js';
import { webhookBody } from './webhook-message.js';

/** When a week is over for its message: at six on Monday. */
const DUE_MS = 6 * 3_600_000;
const TIMEOUT_MS = 15_000;
const MOST_BYTES = 65_536;

/** Tried once: a later run does the same. */
export const sendWeek = defineJob<JobPayload>('trends.send-week', { everyMs: 5 * 60_000, tries: 1, concurrency: 1 });

/**
 * Sends the trends of the last week to the webhook and to each address once, from Monday at six on, or when a worker is there again; what
 * failed an hour later. What was sent by a worker that died before it noted that is sent twice.
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
    const { trendsUrl, trendsMail, trendsLanguage } = this.settings;
    if (trendsUrl === undefined && trendsMail.length === 0) return undefined;
    const now = Date.now();
    const week = weekOf(new Date(now - DUE_MS), 1);
    const report = await this.reports.of(week, new Date(now));
    if (!report.figures) return undefined;
    const text = reportText(report, trendsLanguage);
    const channels = [
      ...(trendsUrl === undefined ? [] : [['webhook', () => this.post(trendsUrl, text, signal)] as const]),
      ...trendsMail.map((to, place) => [`mail-${place + 1}`, () => this.mail(week, to, place, text)] as const),
    ];
    const sent: string[] = [];
    await runEach(channels, signal, async ([channel, send]) => {
      const of = [week.monday, channel] as const;
      const [claimed] = await this.database.unscoped('trends.figures', (tx) => tx.run(claimMessage, ...of));
      if (!claimed) return;
      await send();
      await this.database.unscoped('trends.figures', (tx) => tx.run(settleMessage, ...of));
      sent.push(channel);
    });
    return { week: week.name, sent };
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

  private mail({ name }: IsoWeek, to: string, place: number, text: string): Promise<void> {
    const [subject = ''] = text.split('\n', 1);
    const html = `<pre>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`;
    const from = { name: 'Palier', mailbox: 'palier' };
    return this.mailer.send({ id: `trends-${name}-${place + 1}`, from, to, subject, text, html });
  }
}
