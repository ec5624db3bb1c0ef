// Real: the API over PostgreSQL. Faked: the place of the log, which is kept in memory.
import { Logger } from '@nestjs/common';
import { FailingModule } from '../../../test/support/failing-routes.js';
import { freshTenant } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let slug: string;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [FailingModule]);
  ({ slug } = await freshTenant(api));
});
afterAll(() => api?.close());

it.each([
  ['an error', 'error'],
  ['a text', 'string'],
  ['an object', 'object'],
  ['an error with a cause', 'cause'],
])('the log has the message of %s, which Sentry does not get', async (_, kind) => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  const payload = { address: `colibri-${kind}@example.org` };
  const answer = await api.inject({ method: 'POST', url: `/v1/stores/${slug}/failures/${kind}`, payload });
  expect(answer.statusCode).toBe(500);
  expect(JSON.stringify(logged.mock.calls)).toContain(payload.address);
});
