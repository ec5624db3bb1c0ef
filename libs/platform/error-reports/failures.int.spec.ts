// Real: the API with its workers over PostgreSQL, jobs, HTTP over sockets of loopback. Faked: Sentry, by a server that decodes
// envelopes; the clock of its limit, for which a minute passes between two failures.
import { PALIER_VERSION } from '#platform/config';
import { Database } from '#platform/database';
import { JobControl, Jobs } from '#platform/jobs';
import { FailingModule, failingJob, failures, refusals } from '../../../test/support/failing-routes.js';
import { SentryReceiver } from '../../../test/support/sentry-receiver.js';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { SentryReports } from './sentry-reports.js';

const route = 'POST /v1/stores/:tenant/failures/:kind';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const clientAddress = '203.0.113.77';

let sentry: SentryReceiver;
let api: TestApp;
let tenant: { id: string; slug: string };
let user: SignedIn;
/** Every text that the requests and jobs of these tests carried. */
const texts = new Set<string>([clientAddress, 'a-cookie-of-somebody', 'a-request-of-somebody']);

beforeAll(async () => {
  sentry = await SentryReceiver.start();
  api = await startTestApp({ ...sentry.settings, environment: 'staging' }, undefined, [...workers, FailingModule]);
  let minutes = 0;
  Object.assign(api.app.get(SentryReports, { strict: false }), { now: () => 60_000 * minutes++ });
  tenant = await freshTenant(api);
  user = await signedIn(api, tenant, 'owner');
  for (const text of [tenant.id, tenant.slug, user.id, user.token, user.person.user.email]) texts.add(text);
  texts.add(api.database.adminUrl).add(new URL(api.database.adminUrl).pathname.slice(1));
});
afterAll(async () => {
  await api?.close();
  await sentry?.close();
});

let people = 0;
function someone(): string {
  people += 1;
  const name = `colibri${people}`;
  texts.add(name).add(name.toUpperCase());
  return `${name}@example.org`;
}

function fail(kind: string) {
  const address = someone();
  const query = new URLSearchParams({ database: api.database.adminUrl, search: address });
  return api.inject({
    method: 'POST',
    url: `/v1/stores/${tenant.slug}/failures/${kind}?${query}`,
    remoteAddress: clientAddress,
    headers: {
      authorization: `Bearer ${user.token}`,
      cookie: 'session=a-cookie-of-somebody',
      'x-request-id': 'a-request-of-somebody',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    },
    payload: { address },
  });
}

const run = (how: 'error' | 'problem' | 'once' | 'unrecoverable') =>
  api.app
    .get(Database)
    .transaction({ tenantId: tenant.id }, (tx) =>
      api.app.get(Jobs).add(tx, failingJob, { tenantId: tenant.id, address: someone(), how }),
    );

const stateOf = async (id: string) => {
  const shown = api.app.get(JobControl).show('test.failing', id);
  return (await shown.catch(() => undefined))?.state;
};

const reported: Readonly<Record<keyof typeof failures, { type: string; value?: string; code?: string }>> = {
  error: { type: 'Error' },
  'type-error': { type: 'TypeError' },
  'unique-violation': { type: 'DatabaseError', value: 'SQLSTATE 23505' },
  'pg-parameter': { type: 'DatabaseError', value: 'SQLSTATE 22P02' },
  'pg-raise': { type: 'DatabaseError', value: 'SQLSTATE P0001' },
  aggregate: { type: 'AggregateError' },
  string: { type: 'a thrown string' },
  object: { type: 'a thrown object', value: 'ECONNREFUSED' },
  nothing: { type: 'a thrown undefined' },
  cause: { type: 'Error' },
  syntax: { type: 'SyntaxError' },
  url: { type: 'TypeError', value: 'ERR_INVALID_URL' },
  'false-frames': { type: 'Error' },
  'cut-message': { type: 'Error' },
  'false-stack': { type: 'Error' },
  'false-message': { type: 'Error' },
  name: { type: 'Error' },
  code: { type: 'Error' },
  'upper-code': { type: 'Error' },
  system: { type: 'Error', value: 'ENOTFOUND' },
  called: { type: 'TypeError' },
  'called-by-word': { type: 'TypeError' },
  exception: { type: 'InternalServerErrorException' },
  coded: { type: 'Problem', value: 'The test is broken', code: 'tests_broken' },
  'getter-throws': { type: 'Error', value: 'It cannot be read.' },
};
const kinds = Object.entries(reported);

/** Lines of the received requests that hold any text of the requests. */
const leaks = () =>
  sentry.raw.flatMap((request) =>
    [...texts].filter((text) => request.includes(text)).map((text) => ({ text, request })),
  );

it.each(kinds)('a route that fails by %s is reported without anything of its request', async (kind, expected) => {
  const before = sentry.events.length;
  expect((await fail(kind)).statusCode).toBe(500);
  const event = await sentry.after(before);
  const { type, value = 'The message is in the log.', code = 'internal_error' } = expected;
  expect(event).toMatchObject({
    level: 'error',
    platform: 'node',
    release: `palier@${PALIER_VERSION}`,
    environment: 'staging',
    transaction: route,
    tags: { route, code, process: expect.stringContaining(String(process.pid)) },
    contexts: { trace: { trace_id: traceId, span_id: '00f067aa0ba902b7' } },
  });
  expect(event.exception.values.at(-1)).toMatchObject({ type, value });
  expect(leaks()).toEqual([]);
});

it('the frames of an error lead from the installation to the line that threw it, the last call last', async () => {
  const before = sentry.events.length;
  await fail('error');
  const { values } = (await sentry.after(before)).exception;
  const frames = values.at(-1)?.stacktrace?.frames ?? [];
  expect(frames.at(-2)).toMatchObject({
    function: 'FailingController.fail',
    filename: 'test/support/failing-routes.ts',
    lineno: expect.any(Number),
    in_app: true,
  });
  expect(frames.map(({ filename }) => filename).filter((name) => name.startsWith('/'))).toEqual([]);
});

it('a stack with a false frame, which stands outside its message, yields none; one whose message holds it yields the others', async () => {
  const frames = async (kind: string) => {
    const before = sentry.events.length;
    await fail(kind);
    return (await sentry.after(before)).exception.values.at(-1)?.stacktrace?.frames ?? [];
  };
  for (const kind of ['cut-message', 'false-stack']) expect(await frames(kind)).toEqual([]);
  const names = (await frames('false-frames')).map((frame) => frame.function);
  expect(names.join()).toContain('FailingController.fail');
  expect(names.join()).not.toContain('colibri');
});

it('the causes of an error and those that it gathers stand before it', async () => {
  const types = async (kind: string) => {
    const before = sentry.events.length;
    await fail(kind);
    return (await sentry.after(before)).exception.values.map(({ type }) => type);
  };
  expect(await types('aggregate')).toEqual(['Error', 'RangeError', 'AggregateError']);
  expect(await types('cause')).toEqual(['Error', 'Error']);
});

it.each([
  ['an error', 'error', { type: 'TypeError', value: 'The message is in the log.' }, 2],
  ['an error around another, which ends its tries', 'unrecoverable', { type: 'RangeError', value: 'EPIPE' }, 1],
] as const)('a job that failed by %s is reported after its last try, once', async (_, how, expected, tries) => {
  const before = sentry.events.length;
  const id = await run(how);
  const event = await sentry.after(before);
  expect(event).toMatchObject({ level: 'error', tags: { queue: 'test.failing' }, contexts: { job: { id, tries } } });
  expect(event.exception.values.at(-1)).toMatchObject(expected);
  await fail('error');
  expect(await sentry.after(before + 1)).toMatchObject({ transaction: route });
  expect(leaks()).toEqual([]);
});

it('refusals, a job that fails by one and a job that is tried again are not reported', async () => {
  const before = sentry.events.length;
  const statuses = [];
  for (const kind of Object.keys(refusals)) statuses.push((await fail(kind)).statusCode);
  expect(statuses).toEqual([404, 502, 503]);
  expect((await api.inject({ method: 'GET', url: `/v1/nowhere/${tenant.slug}` })).statusCode).toBe(404);
  const once = await run('once');
  const refused = await run('problem');
  await until(async () => (await stateOf(once)) === 'completed' && (await stateOf(refused)) === 'failed');
  await fail('string');
  expect((await sentry.after(before)).exception.values).toMatchObject([{ type: 'a thrown string' }]);
  expect(leaks()).toEqual([]);
});
