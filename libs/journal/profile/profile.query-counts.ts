import { as, call, get, ofVersion, put, type QueryCounts } from '../../../test/support/query-counts.js';

const ofTenant = 'tenants.tenants.by-slug';
const url = '/v1/journal/profile';
const lock = 'journal.journals.lock';
const [current, written] = ['journal.profiles.in-force', 'journal.profiles.write'];

export const queryCounts: QueryCounts = {
  'GET /v1/journal/profile': async (shop) => [call(as((await shop.admin()).token, get(url)), current)],
  'PUT /v1/journal/profile': async (shop) => {
    const { token } = await shop.admin();
    const change = (version: number, timeZone?: string) =>
      as(token, ofVersion(version, put(url, { nickname: 'Sam', timeZone })));
    const [first, second, third] = [change(0), change(1), change(2, 'Europe/London')];
    return [
      call(first, ofTenant, lock, 'journal.journals.open', lock, current, written),
      call(second, ofTenant, lock, current, written),
      call(third, lock, current, written, 'journal.reminders.lock-all'),
    ];
  },
};
