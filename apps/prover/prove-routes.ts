import type { Finding } from '#platform/database';

/** The part of an OpenAPI document that the prover reads. */
export interface ApiDocument {
  paths: Readonly<Record<string, object>>;
}

/** Sends a GET request; the path starts with a slash. */
export type Ask = (path: string) => Promise<{ status: number; body: string }>;

/**
 * Requests every path of the document that has a tenant and an id, with the id of one tenant and the
 * slug of another: the answer must be 404 and the same, word for word, as for an unknown id.
 *
 * @param slugs of at least two tenants that have data
 */
export async function proveRoutes(document: ApiDocument, ask: Ask, slugs: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!('get' in operations) || !/^\/v1\/\w+\/\{tenant\}\/.*\{\w+\}$/.test(path)) continue;
    for (const owner of slugs) {
      const id = await sample(ask, path, owner);
      for (const stranger of slugs.filter((slug) => slug !== owner)) {
        findings.push(await sameAsUnknown(ask, path, owner, stranger, id));
      }
    }
  }
  if (findings.length > 0) return findings;
  return [{ subject: 'routes', claim: 'have a tenant and an id', holds: false, seen: 'the document names none' }];
}

/** An id that exists: of the first row of the collection, the property named like the parameter. */
async function sample(ask: Ask, path: string, owner: string): Promise<string | undefined> {
  const collection = path.slice(0, path.lastIndexOf('/'));
  const property = path.slice(path.lastIndexOf('{') + 1, -1);
  const { status, body } = await ask(collection.replace('{tenant}', owner));
  if (status !== 200) return undefined;
  const [first] = (JSON.parse(body) as { data: Record<string, string>[] }).data;
  return first?.[property];
}

async function sameAsUnknown(
  ask: Ask,
  path: string,
  owner: string,
  stranger: string,
  id: string | undefined,
): Promise<Finding> {
  const claim = `does not tell ${stranger} that an id of ${owner} exists`;
  if (id === undefined) return { subject: path, claim, holds: false, seen: `${owner} has no row there` };
  const own = await ask(fill(path, owner, id));
  if (own.status !== 200) return { subject: path, claim, holds: false, seen: `${owner} itself gets ${own.status}` };
  const foreign = await ask(fill(path, stranger, id));
  const unknownId = id.replace(/\w/g, 'q');
  const unknown = await ask(fill(path, stranger, unknownId));
  const holds = foreign.status === 404 && comparable(foreign.body, id) === comparable(unknown.body, unknownId);
  return { subject: path, claim, holds, ...(holds ? {} : { seen: `${foreign.status}: ${foreign.body}` }) };
}

function fill(path: string, tenant: string, id: string): string {
  return path.replace('{tenant}', tenant).replace(/\{\w+\}$/, encodeURIComponent(id));
}

/** A refusal without what may differ: the id that was requested, and the request id. */
export function comparable(body: string, id: string): string {
  const { requestId: _requestId, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(rest).replaceAll(id, '*');
}
