import type { Finding } from '#platform/database';

/** The part of an OpenAPI document that the prover reads. */
export interface ApiDocument {
  paths: Readonly<Record<string, object>>;
}

/** Sends a GET request; the path starts with a slash. */
export type Ask = (path: string) => Promise<{ status: number; body: string }>;

/**
 * Requests every path of the document that has a tenant and an id, with the id of one tenant and the
 * slug of another: the answer must be 404 and the same, word for word, as for an unknown id. Two tenants may have
 * rows of one name, so an id is tried that only one of them has. Paths whose ids no collection lists are left to the tests.
 *
 * @param slugs of at least two tenants that have data
 */
export async function proveRoutes(document: ApiDocument, ask: Ask, slugs: readonly string[]): Promise<Finding[]> {
  const reads = (path: string) => 'get' in (document.paths[path] ?? {});
  const paths = Object.keys(document.paths).filter(
    (path) => /^\/v1\/\w+\/\{tenant\}\/.*\{\w+\}$/.test(path) && reads(path) && reads(collectionOf(path)),
  );
  const findings: Finding[] = [];
  for (const path of paths) {
    for (const owner of slugs) {
      for (const stranger of slugs.filter((slug) => slug !== owner)) {
        findings.push(...(await sameAsUnknown(ask, path, owner, stranger)));
      }
    }
  }
  if (findings.length > 0) return findings;
  const seen = paths.length > 0 ? 'the tenants have the same rows: add some to one of them' : 'the document names none';
  return [{ subject: 'routes', claim: 'have a tenant and an id that only one tenant has', holds: false, seen }];
}

/** No finding where the stranger has every row of that kind that the owner has, as an imported copy does. */
async function sameAsUnknown(ask: Ask, path: string, owner: string, stranger: string): Promise<Finding[]> {
  const claim = `does not tell ${stranger} that an id of ${owner} exists`;
  const fault = (seen: string) => [{ subject: path, claim, holds: false, seen }];
  const all = await idsIn(ask, path, owner);
  if (all.length === 0) return fault(`${owner} has no row there`);
  const shared = new Set(await idsIn(ask, path, stranger));
  for (const id of all.filter((each) => !shared.has(each))) {
    const own = await ask(fill(path, owner, id));
    if (own.status !== 200) return fault(`${owner} itself gets ${own.status}`);
    const foreign = await ask(fill(path, stranger, id));
    if (foreign.status === 200 && (foreign.body !== own.body || (await lists(ask, path, stranger, id)))) continue;
    const unknownId = id.replace(/\w/g, 'q');
    const unknown = await ask(fill(path, stranger, unknownId));
    const holds = foreign.status === 404 && comparable(foreign.body, id) === comparable(unknown.body, unknownId);
    return holds ? [{ subject: path, claim, holds }] : fault(`${foreign.status}: ${foreign.body}`);
  }
  return [];
}

/** The ids on the first page of a tenant's collection, by the property that is named like the parameter. */
async function idsIn(ask: Ask, path: string, tenant: string): Promise<string[]> {
  return (await pageOf(ask, path, tenant)).ids;
}

/** Whether the collection of a tenant has an id, on any page. */
async function lists(ask: Ask, path: string, tenant: string, id: string): Promise<boolean> {
  let page = await pageOf(ask, path, tenant);
  while (!page.ids.includes(id) && page.next) page = await pageOf(ask, path, tenant, page.next);
  return page.ids.includes(id);
}

async function pageOf(
  ask: Ask,
  path: string,
  tenant: string,
  cursor?: string,
): Promise<{ ids: string[]; next?: string }> {
  const collection = collectionOf(path).replace('{tenant}', tenant);
  const property = path.slice(path.lastIndexOf('{') + 1, -1);
  const { status, body } = await ask(`${collection}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  if (status !== 200) return { ids: [] };
  const { data, page } = JSON.parse(body) as { data: Record<string, string>[]; page: { next?: string | null } };
  return { ids: data.map((row) => row[property] as string), next: page.next ?? undefined };
}

const collectionOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

function fill(path: string, tenant: string, id: string): string {
  return path.replace('{tenant}', tenant).replace(/\{\w+\}$/, encodeURIComponent(id));
}

/** A refusal without what may differ: the id that was requested, and the request id. */
export function comparable(body: string, id: string): string {
  const { requestId: _requestId, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(rest).replaceAll(id, '*');
}
