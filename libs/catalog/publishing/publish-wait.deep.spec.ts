// Real: the whole API with and without a worker, sockets, PostgreSQL, the storage in a directory. Faked: nothing; a file is
// damaged on disk.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventStreams } from '#platform/realtime';
import { Lifecycle } from '#platform/telemetry';
import { openEventStream } from '../../../test/support/event-stream.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let made = 0;
/** A draft of an app of its own, with one file. */
async function drafted(maker: Maker): Promise<string> {
  made += 1;
  const slug = `app-${made}`;
  await maker.app(slug);
  await maker.draft(slug, '1.0.0', { 'index.js': slug });
  return `/${slug}/versions/1.0.0`;
}

describe('a publication that is waited for', () => {
  let api: TestApp;
  let maker: Maker;
  beforeAll(async () => {
    api = await startTestApp({}, undefined, workers);
    maker = await Maker.in(api);
  });
  afterAll(() => api?.close());

  it('is answered with the operation that has ended, and gives its place back', async () => {
    const path = await drafted(maker);
    const answer = await maker.call('POST', `${path}/publish?wait=15`);
    const { headers } = answer;
    expect([answer.statusCode, headers.location, headers['retry-after']]).toEqual([200, undefined, undefined]);
    // Beside its own write it tells of what the worker wrote.
    expect(headers['palier-wrote']).toMatch(/~-{8}\.0\./);
    const { id, ...operation } = answer.json();
    const result = { app: `app-${made}`, version: '1.0.0' };
    expect(operation).toMatchObject({
      kind: 'catalog.check-version',
      state: 'succeeded',
      progress: 1,
      result,
      error: null,
    });
    const read = await callAs(api, maker.user.token, 'GET', `/v1/operations/${id}`);
    expect([read.json(), read.headers.etag]).toEqual([answer.json(), headers.etag]);
    expect((await maker.call('GET', path)).json().state).toBe('published');
    await until(() => api.app.get(EventStreams).count === 0);
  });

  it('is answered with why it failed', async () => {
    const path = await drafted(maker);
    const [{ digest }] = (await maker.call('GET', `${path}/files`)).json().data;
    rmSync(join(api.dataDir, 'storage', maker.tenant.id, digest.slice(0, 2), digest));
    const answer = await maker.call('POST', `${path}/publish?wait=15`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ state: 'failed', error: { code: 'version_file_damaged' } });
  });

  it('begins with its Idempotency-Key before it is waited for, and a repeat gets the outcome', async () => {
    const path = await drafted(maker);
    const key = { 'idempotency-key': 'once' };
    const first = await maker.call('POST', `${path}/publish?wait=15`, undefined, key);
    const again = await maker.call('POST', `${path}/publish?wait=15`, undefined, key);
    expect([first.statusCode, first.json().state]).toEqual([200, 'succeeded']);
    expect([again.statusCode, again.json(), again.headers['idempotency-replayed']]).toEqual([
      200,
      first.json(),
      'true',
    ]);
  });

  it('as an archive is answered with what became of it', async () => {
    const path = await drafted(maker);
    const answer = await maker.send('POST', `${path}/archive?wait=15`, 'plain text');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ state: 'failed', error: { code: 'archive_refused' } });
  });

  it('is refused at once where it could not begin', async () => {
    await maker.app('empty');
    await maker.draft('empty', '1.0.0', {});
    const refused = await maker.call('POST', '/empty/versions/1.0.0/publish?wait=15');
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'version_without_files']);
  });

  it.each(['-1', '16', '1.5', 'soon', ''])('takes no other wait than 0 to 15 whole seconds: %s', async (wait) => {
    const path = await drafted(maker);
    const answers = [
      await maker.call('POST', `${path}/publish?wait=${wait}`),
      await maker.send('POST', `${path}/archive?wait=${wait}`, 'PK'),
    ];
    for (const refused of answers)
      expect(refused.json()).toMatchObject({ status: 400, code: 'validation_failed', errors: [{ pointer: '/wait' }] });
    expect((await maker.call('GET', path)).json()).toMatchObject({ state: 'draft', operationId: null });
  });
});

describe('a publication that no worker takes', () => {
  let api: TestApp;
  let maker: Maker;
  let url: string;
  beforeEach(async () => {
    api = await startTestApp();
    url = await api.listen();
    maker = await Maker.in(api);
  });
  afterEach(() => api?.close());

  const waiting = () => api.app.get(EventStreams).count;
  const begin = async (token: string, signal?: AbortSignal) => {
    const headers = { authorization: `Bearer ${token}` };
    const path = await drafted(maker);
    return fetch(`${url}/v1/catalog/apps${path}/publish?wait=15`, {
      method: 'POST',
      headers,
      ...(signal && { signal }),
    });
  };

  it('is answered 202 when the server shuts down, with where to read it', async () => {
    const answer = begin(maker.user.token);
    await until(() => waiting() === 1);
    api.app.get(Lifecycle).drain();
    const answered = await answer;
    const { id, state } = (await answered.json()) as { id: string; state: string };
    const location = answered.headers.get('location');
    expect([answered.status, state, location]).toEqual([202, 'queued', `/v1/operations/${id}`]);
  });

  it('waits no longer than its client, or than the access of its caller', async () => {
    const leaving = new AbortController();
    const gone = begin(maker.user.token, leaving.signal).catch((error) => error.name);
    await until(() => waiting() === 1);
    leaving.abort();
    expect(await gone).toBe('AbortError');
    await until(() => waiting() === 0);
    const owner = await signedIn(api, maker.tenant, 'owner');
    const scopes = ['catalog.publish'];
    const made = await callAs(api, owner.token, 'POST', '/v1/keys', { name: 'Pipeline', kind: 'secret', scopes });
    const answer = begin(made.json().key);
    await until(() => waiting() === 1);
    await callAs(api, owner.token, 'DELETE', `/v1/keys/${made.json().id}`);
    expect((await answer).status).toBe(202);
    expect(waiting()).toBe(0);
  });

  it('takes one of the ten places of its caller, and is answered 202 at once where none is left', async () => {
    const authorization = `Bearer ${maker.user.token}`;
    const streams = await Promise.all(
      Array.from({ length: 10 }, () => openEventStream(`${url}/v1/events`, { authorization })),
    );
    const path = await drafted(maker);
    const eleventh = await maker.call('POST', `${path}/publish?wait=15`);
    expect([eleventh.statusCode, eleventh.json().state, waiting()]).toEqual([202, 'queued', 10]);
    const other = await Maker.in(api, 'editor', maker.tenant);
    const theirs = begin(other.user.token);
    await until(() => waiting() === 11);
    for (const stream of streams) stream.abort();
    api.app.get(Lifecycle).drain();
    expect((await theirs).status).toBe(202);
  });
});
