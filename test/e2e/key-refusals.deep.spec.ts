// Real: the whole API, PostgreSQL, the committed document. Faked: nothing.
import { committedOperations } from '../support/openapi.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { baseCall } from './bad-input/call.js';
import { faultOf } from './bad-input/fault.js';

/** Permissions that are for people alone. */
const ofPeople = /^(me|keys|invitations|platform)\.|^members\.write$/;
const operations = committedOperations.flatMap((placed) => {
  const permission = placed.operation['x-permission'];
  if (permission === undefined || ofPeople.test(permission)) return [];
  return [[`${placed.method} ${placed.path}`, placed, permission] as const];
});

let api: TestApp;
let key: string;
beforeAll(async () => {
  api = await startTestApp();
  const owner = await signedIn(api, await freshTenant(api), 'owner');
  const scopes = [...new Set(operations.map(([, , permission]) => permission))];
  const made = await callAs(api, owner.token, 'POST', '/v1/keys', { name: 'All', kind: 'secret', scopes });
  if (made.statusCode !== 201) throw new Error(made.body);
  ({ key } = made.json());
});
afterAll(() => api?.close());

it.each(operations)('%s answers keys of a tenant and of operators as the document says', async (_operation, placed) => {
  for (const credential of [key, api.operatorKey]) {
    const { headers, ...call } = baseCall(placed);
    const answer = await api.inject({ ...call, headers: { ...headers, authorization: `Bearer ${credential}` } });
    // A stream that began has no body yet.
    expect(answer.statusCode < 400 ? undefined : faultOf(placed, answer)).toBeUndefined();
  }
});
