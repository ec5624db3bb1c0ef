// Real: the API with its workers, as in solo, over its own PostgreSQL; SMTP over a socket of loopback. Faked: nothing listens where
// the mail server would be.
import { Readings } from '#platform/degradation';
import { JobControl } from '#platform/jobs';
import { Lifecycle } from '#platform/telemetry';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({ mailUrl: 'smtp://127.0.0.1:1' }, undefined, workers);
  api.app.get(Lifecycle).serve();
});
afterAll(() => api?.close());

const ready = async () => (await api.inject({ method: 'GET', url: '/health/ready' })).json();
const mails = (state: 'waiting' | 'delayed' | 'failed') => api.app.get(JobControl).count('auth.send-invitation', state);

it('a process whose mail server is away says so, stays ready, and keeps the mails of accounts in their queue', async () => {
  expect((await ready()).degraded ?? []).not.toContain('mail');
  const owner = await signedIn(api, await freshTenant(api), 'owner');
  const people = Array.from({ length: 12 }, (_, i) => ({ email: `person-${i}@example.org`, role: 'member' }));
  for (const person of people) {
    const invited = await callAs(api, owner.token, 'POST', '/v1/invitations', person);
    expect(invited.statusCode).toBe(201);
  }
  await until(async () => (await ready()).degraded?.includes('mail'));
  // No answer is later for it.
  expect(api.app.get(Readings, { strict: false }).openBreakers()).toBe(0);
  expect((await api.inject({ method: 'GET', url: '/health/ready' })).statusCode).toBe(200);
  await until(async () => (await mails('waiting')) + (await mails('delayed')) >= people.length);
  expect(await mails('failed')).toBe(0);
  const later = await callAs(api, owner.token, 'POST', '/v1/invitations', {
    email: 'late@example.org',
    role: 'member',
  });
  expect(later.statusCode).toBe(201);
});
