import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { visible } from '../output.js';
import { alertProblems } from './alert.errors.js';

/** Milliseconds that Alertmanager may take to answer. */
const PATIENCE_MS = 10_000;
/** Milliseconds after which the alert ends by itself. */
const LASTS_MS = 120_000;

/** The alert that was sent. */
export interface SentAlert {
  readonly id: string;
  /** Where it was sent, without the path and the password. */
  readonly to: string;
  readonly endsAt: Date;
}

/**
 * Sends an alert that says of itself that it is a test. Like every command it may send to a private address: an operator gives it, and
 * no tenant can.
 *
 * @param url of Alertmanager, with the path and the account of a proxy before it where there are such
 * @throws Problem `alertmanager_unreachable` (503), `alert_refused` (422)
 */
export async function sendTestAlert(url: string, now = new Date()): Promise<SentAlert> {
  const id = randomUUID().slice(0, 8);
  const endsAt = new Date(now.getTime() + LASTS_MS);
  const { origin, pathname, username, password } = new URL(url);
  const account = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const alert = {
    // With the id each test is an alert of its own: one that still fires is not sent again.
    labels: { alertname: 'PalierTest', severity: 'warning', test: id },
    annotations: {
      summary: `A test, which "palier alert test" sent on ${hostname()}. Nothing is wrong.`,
      runbook: 'docs/operations.md#where-alerts-go',
    },
    startsAt: now,
    endsAt,
  };
  const answer = await fetch(`${origin}${pathname.replace(/\/+$/, '')}/api/v2/alerts`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...(username && { authorization: `Basic ${account}` }) },
    body: JSON.stringify([alert]),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(({ message, cause }: Error) => {
    const reason = cause instanceof Error ? cause.message : message;
    throw alertProblems.alertmanager_unreachable({ url: origin, cause: visible(reason) });
  });
  if (answer.ok) return { id, to: origin, endsAt };
  const said = (await answer.text().catch(() => '')).trim().slice(0, 300);
  const detail = visible(said || 'it does not say why.');
  throw alertProblems.alert_refused({ url: origin, status: String(answer.status), detail });
}
