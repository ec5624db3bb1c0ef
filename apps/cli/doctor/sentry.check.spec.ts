import { Settings } from '#platform/config';
import type { Installation } from './installation.js';
import { checkSentry, judgeSentry } from './sentry.check.js';

const check = (settings: Partial<Settings>) =>
  checkSentry({ settings: Object.assign(new Settings(), settings) } as Installation);

it('without SENTRY_DSN all is fine', async () => {
  expect(await check({})).toMatchObject([
    { name: 'sentry', state: 'fine', summary: expect.stringContaining('not set') },
  ]);
});

it.each([
  ['a public address', 'https', ['93.184.216.34'], [], 'fine'],
  ['a public address of IPv6', 'https', ['2606:4700::1111'], [], 'fine'],
  ['a public address beside a private one', 'https', ['10.0.0.1', '93.184.216.34'], [], 'fine'],
  ['a private address', 'https', ['10.0.0.1'], [], 'problem'],
  ['the loopback address of IPv6', 'https', ['::1'], [], 'problem'],
  ['a private address of SENTRY_NETWORKS', 'https', ['10.0.0.1'], ['10.0.0.0/8'], 'fine'],
  ['a private address of another network', 'https', ['10.0.0.1'], ['10.1.0.0/16'], 'problem'],
  ['http to an address of SENTRY_NETWORKS', 'http', ['10.0.0.1'], ['10.0.0.0/8'], 'fine'],
  ['http to a public address', 'http', ['93.184.216.34'], ['10.0.0.0/8'], 'problem'],
  ['no address', 'https', [], [], 'problem'],
])('a host with %s is judged', (_, scheme, addresses, networks, state) => {
  const judged = judgeSentry(new URL(`${scheme}://sentry.example/api/42/envelope/`), addresses, networks);
  expect(judged).toMatchObject({ name: 'sentry', state });
  expect(judged.summary).toContain('sentry.example');
  const remedy = addresses.length === 0 ? 'Let this machine resolve the name' : 'SENTRY_NETWORKS';
  expect(judged.remedy?.includes(remedy)).toBe(state === 'problem' || undefined);
});

it('a host without addresses is told from one whose addresses are refused', () => {
  const summary = (...addresses: string[]) => judgeSentry(new URL('https://sentry.example/'), addresses, []).summary;
  expect(summary()).toContain('has no address in DNS');
  expect(summary('10.0.0.1')).toContain('has only addresses that may not be requested');
});

it.each([
  ['https://thekey@10.0.0.1/42', [], 'problem'],
  ['https://thekey@10.0.0.1/42', ['10.0.0.1/32'], 'fine'],
  ['https://thekey@[::1]:9000/42', ['::1/128'], 'fine'],
  ['http://thekey@93.184.216.34/42', [], 'problem'],
  ['https://thekey@sentry.invalid/42', [], 'problem'],
])('the DSN %s with the networks %j is judged without its key', async (sentryDsn, sentryNetworks, state) => {
  const diagnoses = await check({ sentryDsn, sentryNetworks });
  expect(diagnoses).toMatchObject([{ name: 'sentry', state }]);
  expect(JSON.stringify(diagnoses)).not.toContain('thekey');
});
