import type { Finding } from '#platform/database';
import { newId } from '#platform/ids';
import { type ApiDocument, type Ask, comparable } from './prove-routes.js';

/** A member who is signed in to a tenant and may read its data. */
export interface Member {
  /** The slug of the tenant. */
  readonly slug: string;
  readonly ask: Ask;
}

/**
 * Tries the members of several tenants on each other. On every path that ends with an id, an id of
 * one tenant must get the same answer as an unknown id when a member of another asks; and no path of
 * a tenant may give a member of another more than it gives a client without a token.
 *
 * @param ask sends a request without a token
 * @param members of at least two tenants
 */
export async function proveMembers(document: ApiDocument, ask: Ask, members: readonly Member[]): Promise<Finding[]> {
  const read = Object.entries(document.paths).flatMap(([path, operations]) => ('get' in operations ? [path] : []));
  const findings: Finding[] = [];
  for (const owner of members) {
    for (const stranger of members.filter(({ slug }) => slug !== owner.slug)) {
      for (const path of read.filter((each) => /^\/v1\/(?!platform\/)[^{]+\{\w+\}$/.test(each))) {
        findings.push(...(await asUnknown(path, owner, stranger)));
      }
      for (const path of read.filter((each) => /^\/v1\/[^{]+\{tenant\}[^{]*$/.test(each))) {
        findings.push(await asAnyone(path, ask, owner, stranger));
      }
    }
  }
  if (findings.length > 0) return findings;
  return [{ subject: 'members', claim: 'are of two tenants that have data', holds: false, seen: 'they are not' }];
}

/** No finding where the owner has no row of that kind that the stranger lacks: a copy of a tenant has rows of the same ids. */
async function asUnknown(path: string, owner: Member, stranger: Member): Promise<Finding[]> {
  const to = (id: string) => path.replace(/\{\w+\}$/, id);
  const collection = path.replace(/\/\{\w+\}$/, '');
  // As in `{slug}`: a row is named by that field of it.
  const name = /\{(\w+)\}$/.exec(path)?.[1] ?? 'id';
  const shared = new Set((await rowsIn(collection, stranger)).map((row) => row[name]));
  const first = (await rowsIn(collection, owner)).map((row) => row[name]).find((id) => id && !shared.has(id));
  if (!first) return [];
  const claim = `does not tell a member of ${stranger.slug} that an id of ${owner.slug} exists`;
  const own = await owner.ask(to(first));
  if (own.status !== 200)
    return [{ subject: path, claim, holds: false, seen: `${owner.slug} itself gets ${own.status}` }];
  const unknownId = newId();
  const [foreign, unknown] = [await stranger.ask(to(first)), await stranger.ask(to(unknownId))];
  const holds = foreign.status === 404 && comparable(foreign.body, first) === comparable(unknown.body, unknownId);
  return [{ subject: path, claim, holds, ...(holds ? {} : { seen: `${foreign.status}: ${foreign.body}` }) }];
}

async function rowsIn(collection: string, { ask }: Member): Promise<Record<string, string>[]> {
  const { status, body } = await ask(collection);
  return status === 200 ? (JSON.parse(body) as { data: Record<string, string>[] }).data : [];
}

async function asAnyone(path: string, ask: Ask, owner: Member, stranger: Member): Promise<Finding> {
  const claim = `gives a member of ${stranger.slug} what it gives anyone at ${owner.slug}`;
  const url = path.replace('{tenant}', owner.slug);
  const [anyone, foreign] = [await ask(url), await stranger.ask(url)];
  // On a route that needs a token, the tenant does not exist for a member of another: 404.
  const expected = anyone.status === 401 ? 404 : anyone.status;
  const holds = foreign.status === expected && (foreign.status !== 200 || foreign.body === anyone.body);
  return { subject: path, claim, holds, ...(holds ? {} : { seen: `${foreign.status}: ${foreign.body}` }) };
}
