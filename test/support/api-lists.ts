import { committedOperations, parametersOf } from './openapi.js';
import { as, get } from './query-counts.js';
import { samples } from './samples.js';
import type { Shop } from './shop.js';

export type Query = Readonly<Record<string, string | number>>;

/** A list of the API, known by its parameters `limit` and `cursor`. */
export interface ApiList {
  readonly operation: string;
  readonly path: string;
  /** Undefined for a public list. */
  readonly permission: string | undefined;
  /** Whether the same request is then answered from the cache. */
  readonly cached: boolean;
  /** The names of its query parameters. */
  readonly parameters: readonly string[];
  /** Those that each request needs, which are ids. */
  readonly required: readonly string[];
  readonly orders: readonly { readonly sort?: string }[];
}

export const apiLists: readonly ApiList[] = committedOperations.flatMap((placed) => {
  const { method, path, operation } = placed;
  const query = parametersOf(placed).filter((parameter) => parameter.in === 'query');
  const parameters = query.map(({ name }) => name);
  const required = query.filter((parameter) => parameter.required).map(({ name }) => name);
  if (!parameters.includes('limit') || !parameters.includes('cursor')) return [];
  const sorts = query.find(({ name }) => name === 'sort')?.schema.enum as string[] | undefined;
  const orders = sorts?.map((sort) => ({ sort })) ?? [{}];
  const known = { operation: `${method} ${path}`, path, parameters, required, orders };
  return [{ ...known, permission: operation['x-permission'], cached: '304' in operation.responses }];
});

/** Of the app, the version and the entry that have many rows, see `versions.fill.ts` and `entries.fill.ts`, and of a flag. */
const named = (path: string, { slug }: Shop) =>
  path
    .replace('{tenant}', slug)
    .replace('{slug}', 'sample-0')
    .replace('{version}', '0.1.0')
    .replace('/flags/{name}', '/flags/catalog.tags')
    .replace('{id}', samples.id);

/** A request for a list by a caller who may, of the rows of one tenant. */
export function listRequest(
  { path, permission, parameters, required }: ApiList,
  shop: Shop,
  token: string,
  query: Query,
) {
  const tenant = parameters.includes('tenant') ? { tenant: shop.slug } : {};
  const ids = Object.fromEntries(required.map((name) => [name, samples.id]));
  const words = Object.entries({ ...ids, ...tenant, ...query }).map(([name, value]) => [name, String(value)]);
  const request = get(`${named(path, shop)}?${new URLSearchParams(words)}`);
  return permission ? as(permission.startsWith('platform.') ? shop.operator : token, request) : request;
}
