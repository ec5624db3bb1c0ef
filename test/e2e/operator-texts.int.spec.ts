// Real: the API, its key file, PostgreSQL. Faked: nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshTenant } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({ masterKey: undefined });
});
afterAll(() => api.close());

it.each(['en', 'fr'])('a request that needs a damaged master key gets no text for operators, in %s', async (locale) => {
  writeFileSync(join(api.dataDir, 'master.key'), 'half a k');
  const { slug } = await freshTenant(api);
  const answer = await api.inject({
    method: 'POST',
    url: `/v1/auth/${slug}/login`,
    headers: { 'accept-language': locale },
    payload: { email: 'ada@example.org', password: 'correct horse battery' },
  });
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal_error']);
  expect(answer.body).not.toContain(api.dataDir);
  expect(answer.body).not.toContain('master');
});
