import { isIP, isIPv6 } from 'node:net';
import { sentryProject } from '#platform/error-reports';
import { mayLeadOutside, SystemNetwork } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { type Diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'sentry';
const REMEDY = 'Correct SENTRY_DSN, or add the network of your own Sentry to SENTRY_NETWORKS.';

/** Checks that errors may be sent to the host of SENTRY_DSN, also by the addresses that it has now; nothing is sent. */
export async function checkSentry({ settings }: Installation): Promise<Diagnosis[]> {
  if (!settings.sentryDsn) return [fine(name, 'SENTRY_DSN is not set: errors are in the log.')];
  try {
    const { url } = sentryProject(settings);
    return [judgeSentry(new URL(url), await addressesOf(new URL(url)), settings.sentryNetworks)];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [problem(name, error.detail.en, REMEDY)];
  }
}

/**
 * @param url where events are sent
 * @param addresses those of its host; none where it has none
 * @param networks those of SENTRY_NETWORKS
 */
export function judgeSentry(url: URL, addresses: readonly string[], networks: readonly string[]): Diagnosis {
  const { host, protocol } = url;
  const mayReach = (address: string) =>
    mayLeadOutside(new URL(`${protocol}//${isIPv6(address) ? `[${address}]` : address}`), networks, true);
  if (addresses.some(mayReach)) return fine(name, `Errors are sent to ${host}.`);
  const [found, remedy] =
    addresses.length === 0
      ? ['has no address in DNS', 'Let this machine resolve the name, or correct SENTRY_DSN.']
      : ['has only addresses that may not be requested', REMEDY];
  return problem(name, `Errors cannot be sent: ${host} ${found}.`, remedy);
}

async function addressesOf({ hostname }: URL): Promise<readonly string[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? [host] : new SystemNetwork().resolve(host).catch(() => []);
}
