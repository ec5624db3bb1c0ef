import type { Settings } from '#platform/config';
import type { RequestContext } from '../request-context.js';
import { AddressLimit } from './address-limit.js';

let limit: AddressLimit;
beforeEach(() => {
  const settings = { rateLimitRequests: 2, rateLimitWindowSeconds: 10, trustedProxies: [] as readonly string[] };
  limit = new AddressLimit(settings as Settings);
});

/** What is left for an address after a request at a time (ms), and in how many seconds there is more; or the refusal. */
function ask(address: string, startedAt: number): unknown {
  const context = { raw: { socket: { remoteAddress: address } }, startedAt, head: '' } as unknown as RequestContext;
  const usedUp = limit.isUsedUp(context.raw, startedAt);
  const refusal = limit.admit(context);
  expect(usedUp).toBe(refusal !== undefined);
  return refusal ? { code: refusal.code, ...refusal.options.headers, head: context.head } : context.head;
}
const head = (left: number, seconds: number) =>
  `ratelimit-policy: "address";q=2;w=10\r\nratelimit: "address";r=${left};t=${seconds}\r\n`;

it('counts the requests of each address, and refuses those beyond the limit until its window ends', () => {
  expect([ask('192.0.2.1', 1000), ask('192.0.2.1', 3500)]).toEqual([head(1, 10), head(0, 8)]);
  const refused = { code: 'rate_limited', 'retry-after': '1', head: head(0, 1) };
  expect([ask('192.0.2.1', 10_500), ask('192.0.2.1', 10_999)]).toEqual([refused, refused]);
  expect(ask('192.0.2.2', 10_999)).toBe(head(1, 10));
  expect(ask('192.0.2.1', 11_000)).toBe(head(1, 10));
});

it('counts on over the moment at which addresses that were not seen are forgotten', () => {
  ask('192.0.2.1', 1000);
  ask('192.0.2.2', 9000);
  expect(ask('192.0.2.2', 12_000)).toBe(head(0, 7));
  expect(ask('192.0.2.2', 18_999)).toMatchObject({ code: 'rate_limited' });
  expect(ask('192.0.2.2', 19_000)).toBe(head(1, 10));
  expect(ask('192.0.2.1', 19_000)).toBe(head(1, 10));
});
