// Real: the check of addresses, HTTP over a socket of loopback. Faked: the addresses of names.
import { Logger } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Outbound, SystemNetwork } from '#platform/outbound';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { SentryReports } from './sentry-reports.js';

let outbound: Outbound;
afterEach(() => outbound.onApplicationShutdown());

/** @param addresses of every name */
function reportsTo(sentryDsn: string, sentryNetworks: readonly string[], ...addresses: string[]): SentryReports {
  const settings = Object.assign(new Settings(), { sentryDsn, sentryNetworks });
  const network = Object.assign(new SystemNetwork(), { resolve: async () => addresses });
  outbound = new Outbound(network, settings);
  return new SentryReports(settings, outbound);
}

async function report(reports: SentryReports): Promise<void> {
  reports.take({ error: new Error('a'), level: 'error' });
  await reports.flush();
}

it.each([
  ['a private address', 'https://a@10.0.0.1/1', []],
  ['the loopback address', 'https://a@127.0.0.1/1', []],
  ['an address outside the networks', 'https://a@10.0.0.1/1', ['10.1.0.0/16']],
  ['a public address by http', 'http://a@93.184.216.34/1', ['10.1.0.0/16']],
  ['any host by http', 'http://a@sentry.example/1', []],
  ['a port of another protocol', 'https://a@sentry.example:25/1', []],
])('a DSN with %s refuses the start', (_, sentryDsn, sentryNetworks) => {
  expect(() => reportsTo(sentryDsn, sentryNetworks)).toThrow(expect.objectContaining({ code: 'sentry_unreachable' }));
});

it.each([
  ['a private address', 'https://a@sentry.example/1', [], '127.0.0.1'],
  ['an address outside the networks', 'https://a@sentry.example/1', ['10.1.0.0/16'], '10.0.0.1'],
  ['a public address by http', 'http://a@sentry.example/1', ['10.1.0.0/16'], '93.184.216.34'],
])('a name that stands for %s is sent nothing, and the log names the setting', async (_, dsn, networks, address) => {
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  await report(reportsTo(dsn, networks, address));
  expect(warned.mock.calls).toEqual([[expect.stringMatching(/SENTRY_DSN names sentry\.example, .*SENTRY_NETWORKS/)]]);
  jest.restoreAllMocks();
});

it('a name that stands for an address in the networks is sent events, by http too', async () => {
  const sentry = await SentryReceiver.start();
  await report(reportsTo(sentry.dsn.replace('127.0.0.1', 'sentry.example'), ['127.0.0.0/8'], '127.0.0.1'));
  expect(sentry.events).toHaveLength(1);
  await sentry.close();
});
