// Real: the whole API, PostgreSQL, the socket, the types of the committed document. Faked: nothing.
import createClient from 'openapi-fetch';
import { Lifecycle } from '#platform/telemetry';
import type { components, paths } from '../clients/api.js';
import { makePerson } from '../support/people.js';
import { freshTenant } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type Member = components['schemas']['Member'];

describe('a client with the types of the document', () => {
  let api: TestApp;
  let url: string;
  beforeAll(async () => {
    api = await startTestApp();
    url = await api.listen();
    api.app.get(Lifecycle).serve();
  });
  afterAll(() => api.close());

  it('signs in and walks a list', async () => {
    const tenant = await freshTenant(api);
    const admin = await makePerson(api, tenant, { role: 'admin' });
    for (let i = 0; i < 4; i += 1) await makePerson(api, tenant);
    const client = createClient<paths>({ baseUrl: url });
    const { data: tokens } = await client.POST('/v1/auth/{tenant}/login', {
      params: { path: { tenant: tenant.slug } },
      body: { email: admin.user.email, password: admin.password },
    });
    const headers = { authorization: `Bearer ${tokens?.accessToken}` };
    const members: Member[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const { data: step, error } = await client.GET('/v1/members', {
        params: { query: { limit: 2, sort: 'createdAt', ...(cursor !== undefined && { cursor }) } },
        headers,
      });
      if (!step) throw new Error(error?.code);
      members.push(...step.data);
      cursor = step.page.next ?? undefined;
      more = cursor !== undefined;
    }
    expect(members.map(({ email }) => email)).toContain(admin.user.email);
    expect([members.length, new Set(members.map(({ id }) => id)).size]).toEqual([5, 5]);
  });

  it('tells refusals apart by their codes', async () => {
    const { slug } = await freshTenant(api);
    const client = createClient<paths>({ baseUrl: url });
    const { error, response } = await client.POST('/v1/auth/{tenant}/login', {
      params: { path: { tenant: slug } },
      body: { email: 'nobody@example.org', password: 'wrong' },
    });
    // The compiler refuses a code that the operation cannot answer.
    const refused: typeof error extends infer E ? (E extends { code: infer C } ? C : never) : never = 'sign_in_refused';
    expect([response.status, error?.code]).toEqual([401, refused]);
    const params = { path: { tenant: slug } };
    // @ts-expect-error: a number is no refresh token
    const { error: invalid } = await client.POST('/v1/auth/{tenant}/logout', { params, body: { refreshToken: 5 } });
    expect(invalid?.errors?.map(({ pointer }) => pointer)).toEqual(['/refreshToken']);
  });
});
