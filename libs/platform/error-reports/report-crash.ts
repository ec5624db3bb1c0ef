import { readSettings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import { SentryReports } from './sentry-reports.js';

/**
 * Sends the error that ends this process to Sentry, where `SENTRY_DSN` is set; resolves when it is sent, or after two seconds. It
 * needs no application, which may not have started, or is closed already. Never throws: settings that cannot be read name no
 * Sentry, either.
 */
export async function reportCrash(env: NodeJS.ProcessEnv, error: unknown): Promise<void> {
  try {
    const settings = readSettings(env);
    if (!settings.sentryDsn) return;
    const outbound = new Outbound(new SystemNetwork(), settings);
    const reports = new SentryReports(settings, outbound);
    reports.take({ error, level: 'fatal' });
    await reports.flush();
    await outbound.onApplicationShutdown();
  } catch {
    // The error itself is printed, and the start says what is wrong with the settings.
  }
}
