import type { Tenant } from '#platform/tenancy';
import { TenantLimit } from './tenant-limit.js';

const tenant = (id: string, requestsASecond?: number | null): Tenant => ({
  id,
  slug: id,
  name: id,
  product: 'wistant',
  plan: 'free',
  state: 'active',
  origins: [],
  networks: [],
  locale: 'fr',
  timeZone: 'Europe/Paris',
  limits: { requestsASecond },
});

describe('the requests a second of a tenant', () => {
  it('are admitted up to its limit, then refused until the next second, with limit and use', () => {
    const limit = new TenantLimit();
    for (let n = 0; n < 3; n += 1) limit.admit(tenant('a', 3), 1_999);
    expect(() => limit.admit(tenant('a', 3), 1_999)).toThrow(
      expect.objectContaining({
        code: 'rate_quota_exceeded',
        status: 429,
        options: {
          headers: { 'retry-after': '1' },
          extensions: { quota: 'requestsASecond', limit: 3, used: 3 },
        },
      }),
    );
    expect(() => limit.admit(tenant('b', 3), 1_999)).not.toThrow();
    expect(() => limit.admit(tenant('a', 3), 2_000)).not.toThrow();
  });

  it('are still counted after a request that started in the second before arrives late', () => {
    const limit = new TenantLimit();
    for (const at of [2_000, 1_999, 2_001]) limit.admit(tenant('a', 3), at);
    expect(() => limit.admit(tenant('a', 3), 2_002)).toThrow();
  });

  it.each([null, undefined])('are not counted where the limit is %s', (none) => {
    const limit = new TenantLimit();
    for (let n = 0; n < 1000; n += 1) expect(() => limit.admit(tenant('a', none), 0)).not.toThrow();
  });
});
