import type { Settings } from '#platform/config';
import { mayLeadOutside } from '#platform/outbound';
import { errorReportProblems } from './error-reports.errors.js';

/** Where events of a project are sent. */
export interface SentryProject {
  /** Of its envelopes. */
  readonly url: string;
  readonly host: string;
  /** The public key, which admits events and reads nothing. */
  readonly key: string;
}

/**
 * The project that `SENTRY_DSN` names, as in `https://<key>@<host>/<project>`; a path may stand before the project.
 *
 * @throws Problem `sentry_unreachable` where its URL alone tells that no request may go there: a private address outside
 *   `SENTRY_NETWORKS`, a port of other protocols, or http without `SENTRY_NETWORKS`
 */
export function sentryProject({
  sentryDsn = '',
  sentryNetworks,
}: Pick<Settings, 'sentryDsn' | 'sentryNetworks'>): SentryProject {
  const dsn = new URL(sentryDsn);
  const { username: key, origin, host, pathname, protocol } = dsn;
  const isPlain = protocol === 'http:' && sentryNetworks.length === 0;
  if (isPlain || !mayLeadOutside(dsn, sentryNetworks, true)) throw errorReportProblems.sentry_unreachable({ host });
  const [, before = '', project] = /^(.*)\/(\d+)\/?$/.exec(pathname) ?? [];
  return { url: `${origin}${before}/api/${project}/envelope/`, host, key };
}
