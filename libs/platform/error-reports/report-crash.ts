import { readSettings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import { SentryReports } from './sentry-reports.js';

/** Milliseconds: the process is broken, and answers until it is gone. */
const WAIT_MS = 1000;

/**
 * Sends the error that ends this process to Sentry, where `SENTRY_DSN` is set; resolves when it is sent, or after a second. The
 * reports of the application send it, within their limit; where it has not started, or is closed already, ones made for it.
 * Never throws: settings that cannot be read name no Sentry, either.
 */
export async function reportCrash(env: NodeJS.ProcessEnv, error: unknown): Promise<void> {
  try {
    const reports = SentryReports.running ?? reportsOf(env);
    reports?.take({ error, level: 'fatal' });
    await reports?.flush(WAIT_MS);
  } catch {
    // The error itself is printed, and the start says what is wrong with the settings.
  }
}

function reportsOf(env: NodeJS.ProcessEnv): SentryReports | undefined {
  const settings = readSettings(env);
  return settings.sentryDsn ? new SentryReports(settings, new Outbound(new SystemNetwork(), settings)) : undefined;
}
