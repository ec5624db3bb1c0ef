import { as, call, get, ofVersion, put, type QueryCounts } from '../../../../test/support/query-counts.js';
import type { Shop } from '../../../../test/support/shop.js';

export const background = ['flags.all'];

const flags = '/v1/platform/flags';

/** The URL of some flag. */
async function flagOf(shop: Shop): Promise<string> {
  const { data } = await shop.ask<{ data: { name: string }[] }>(shop.operator, flags);
  return `${flags}/${data[0]?.name}`;
}

/** The flags are in memory. */
export const queryCounts: QueryCounts = {
  'GET /v1/platform/flags/{name}': async (shop) => [call(as(shop.operator, get(await flagOf(shop))))],
  'GET /v1/platform/flags/{name}/changes': async (shop) => [
    call(as(shop.operator, get(`${await flagOf(shop)}/changes`)), 'audit.target.list.kind.target.-at.near'),
  ],
  'PUT /v1/platform/flags/{name}': async (shop) => {
    const url = await flagOf(shop);
    const { version } = await shop.ask<{ version: number }>(shop.operator, url);
    const request = as(shop.operator, ofVersion(version, put(url, { enabled: true })));
    return [call(request, 'flags.lock', 'flags.by-name', 'flags.write', 'audit.lines.insert')];
  },
};
