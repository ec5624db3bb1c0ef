import type { Role } from '#platform/access';
import { newId } from '#platform/ids';
import { logIn, makePerson, makeTenant, type Person } from './people.js';
import type { TestApp } from './test-app.js';

/** A signed-in user of a tenant. */
export interface SignedIn {
  readonly id: string;
  readonly person: Person;
  readonly token: string;
}

/** Creates a tenant for one test. */
export async function freshTenant(
  api: TestApp,
  of?: Parameters<typeof makeTenant>[2],
): Promise<{ id: string; slug: string }> {
  const slug = `t-${newId().slice(-12)}`;
  return { id: await makeTenant(api, slug, of), slug };
}

/** Creates a user and signs them in. */
export async function signedIn(api: TestApp, tenant: { id: string; slug: string }, role: Role): Promise<SignedIn> {
  const person = await makePerson(api, tenant, { role });
  const answer = await logIn(api, person);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { id: person.user.id, person, token: answer.json().accessToken };
}

/** Sends a request with an access token. */
export function callAs(
  api: TestApp,
  token: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  return api.inject({ method, url, payload, headers: { authorization: `Bearer ${token}`, ...headers } });
}
