import { type Diagnosis, fine, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'trends';

/** Checks that the trends of a week leave this machine, where addresses are to get them. */
export async function checkTrends({ settings }: Pick<Installation, 'settings'>): Promise<Diagnosis[]> {
  const { trendsMail, trendsUrl, mailUrl } = settings;
  if (trendsMail.length > 0 && !mailUrl) {
    const summary = 'TRENDS_MAIL is set without MAIL_URL: the trends of each week are written to a folder.';
    return [warning(name, summary, 'Set MAIL_URL, or remove TRENDS_MAIL.')];
  }
  const summary = trendsMail.length > 0 || trendsUrl ? 'The trends of each week are sent.' : 'Trends are sent nowhere.';
  return [fine(name, summary)];
}
