import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { type HashingCost, UserImport } from '#auth';
import type { Role } from '#platform/access';
import { newId } from '#platform/ids';
import { Tenants } from '#tenants';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';

/** A user with an account. */
export interface Person {
  readonly user: { readonly id: string; readonly email: string; readonly name: string; readonly role: Role };
  readonly slug: string;
  readonly password: string;
}

/** How a user differs from a member with a verified address and the password below. */
interface Differing {
  readonly email?: string;
  readonly name?: string;
  readonly role?: Role;
  readonly state?: 'active' | 'unverified';
  /** Null for none. */
  readonly passwordHash?: string | null;
}

export const password = 'a phrase that nobody else uses';
/** By the costs of the applications. */
const itsHashes = new Map<HashingCost, Promise<string>>();
let made = 0;

/** Creates a tenant without users. */
export async function makeTenant(
  api: TestApp,
  slug: string,
  of: {
    readonly product?: string;
    readonly plan?: 'free' | 'enterprise';
    readonly networks?: string[];
    readonly timeZone?: string;
  } = {},
): Promise<string> {
  const tenant = { slug, name: slug, product: 'wistant', plan: 'enterprise', ...of } as const;
  return (await api.app.get(Tenants).create(tenant)).id;
}

/** Imports a user into a tenant: each with another address, all with one password. */
export async function makePerson(
  api: TestApp,
  { id: tenantId, slug }: { id: string; slug: string },
  differing: Differing = {},
): Promise<Person> {
  made += 1;
  const { email = `person-${made}@palier.example`, name = `Person ${made}`, role = 'member' } = differing;
  const { state = 'active', passwordHash = await itsHash(api.hashingCost) } = differing;
  const file = join(api.dataDir, `${newId()}.jsonl`);
  writeFileSync(file, JSON.stringify({ email, name, role, passwordHash, verified: state === 'active' }));
  const { created } = await api.app.get(UserImport).import(tenantId, file);
  if (created === 0) throw new Error(`${email} was not imported.`);
  const [row] = await runSql<{ id: string }>(
    api.database.adminUrl,
    `SELECT id FROM auth.users WHERE tenant_id = '${tenantId}' AND email = '${email}'`,
  );
  return { user: { id: row?.id ?? '', email, name, role }, slug, password };
}

function itsHash(cost: HashingCost): Promise<string> {
  const { memoryCost, timeCost, parallelism } = cost;
  const known = itsHashes.get(cost) ?? hash(password, { memoryCost, timeCost, parallelism });
  itsHashes.set(cost, known);
  return known;
}

/** The address from which a request comes, and its other headers. */
export interface Sending {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Tries to sign a user in, with their own password unless the body has another. */
export function logIn(
  api: TestApp,
  { slug, user, password: right }: Person,
  { from = '192.0.2.1', headers, body }: Sending = {},
) {
  const payload = { email: user.email, password: right, ...body };
  return api.inject({ method: 'POST', url: `/v1/auth/${slug}/login`, remoteAddress: from, headers, payload });
}

/** Presents a refresh token to a route of a tenant. */
export function present(api: TestApp, slug: string, route: 'refresh' | 'logout', refreshToken: string) {
  return api.inject({ method: 'POST', url: `/v1/auth/${slug}/${route}`, payload: { refreshToken } });
}
