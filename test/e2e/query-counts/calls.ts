import { committedOperations } from '../../support/openapi.js';
import { as, type Call, type Counted } from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';
import { baseCall } from '../bad-input/call.js';

/** The calls of an operation in a new tenant. */
export async function callsOf(operation: string, counted: Counted, shop: Shop): Promise<readonly Call[]> {
  if (typeof counted === 'function') return counted(shop);
  const placed = committedOperations.find(({ method, path }) => `${method} ${path}` === operation);
  if (!placed) throw new Error(`The document has no ${operation}.`);
  const { caller, ifMatch = 1, payload, mediaType, ...values } = await counted.given(shop);
  const ofTenant = operation.includes('/v1/platform/tenants/') ? { slug: shop.slug } : {};
  const call = baseCall(placed, { tenant: shop.slug, ...ofTenant, ...values });
  const headers = {
    ...call.headers,
    ...(call.headers['if-match'] && { 'if-match': `"v${ifMatch}"` }),
    ...(mediaType && { 'content-type': mediaType }),
  };
  const request = { ...call, headers, ...(payload !== undefined && { payload }) };
  const permission = placed.operation['x-permission'];
  if (!permission) return [{ request, sends: counted.sends }];
  const token = caller ?? (permission.startsWith('platform.') ? shop.operator : (await shop.admin()).token);
  return [{ request: as(token, request), sends: counted.sends }];
}
