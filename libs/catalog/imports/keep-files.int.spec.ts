// Real: the whole API and its worker, PostgreSQL, the storage in a directory, people who sign in. Faked: the packages, which
// are made for the tests; where a test says so, the moment at which the storage answers or fails.
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { auditLines } from '../../../test/support/audit-lines.js';
import { type SamplePackages, samplePackages } from '../../../test/support/sample-packages.js';
import { callAs, freshTenant } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { Catalog } from '../catalog.service.js';
import { KeepFiles } from './keep-files.job.js';

let api: TestApp;
let owner: Maker;
let catalog: Catalog;
let storage: Storage;
let packages: SamplePackages;
const KEEP_UP_TO = 3_000_000;

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  catalog = api.app.get(Catalog);
  storage = api.app.get(Storage);
});
beforeEach(async () => {
  owner = await Maker.in(api, 'owner');
});
afterEach(() => {
  jest.restoreAllMocks();
  packages.remove();
});
afterAll(() => api?.close());

/** A store with packages `app-0`, `app-1`, …, each with a file of so many bytes; those above a thousand are left for later. */
async function imported(...sizes: number[]): Promise<void> {
  packages = samplePackages('app', sizes.length);
  for (const [i, bytes] of sizes.entries())
    writeFileSync(
      join(packages.directory, `app-${i}`, 'data'),
      newId()
        .repeat(Math.ceil(bytes / 36))
        .slice(0, bytes),
    );
  const options = { filesUpTo: 1000, laterUpTo: KEEP_UP_TO };
  await catalog.importPackages(owner.tenant.id, packages.directory, options);
}
const inStore = (path: string) => api.inject(`/v1/stores/${owner.tenant.slug}${path}`);
const ask = (slug: string, body?: object) =>
  api.inject({
    method: 'POST',
    url: `/v1/stores/${owner.tenant.slug}/apps/${slug}/downloads`,
    ...(body && { payload: body }),
  });
/** What the store's list says of each app, by the number in its name. */
async function states(): Promise<string[]> {
  const { data } = (await inStore('/apps?limit=100')).json();
  const sorted = data.toSorted((a: { slug: string }, b: { slug: string }) => numberOf(a.slug) - numberOf(b.slug));
  return sorted.map(({ download }: { download: string }) => download);
}
const numberOf = (path: string) => Number(/app-(\d+)/.exec(path)?.[1]);
const keep = () => catalog.keepFiles(owner.tenant.id, packages.directory, KEEP_UP_TO);
const call = (method: 'GET' | 'POST', path = '') => callAs(api, owner.user.token, method, `/v1/operations${path}`);
const ended = (id: string) =>
  until(async () => {
    const operation = (await call('GET', `/${id}`)).json();
    return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
  });
/** Keeps them in this process, as the job does. */
function run(filesUpTo = KEEP_UP_TO) {
  const context = { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} };
  const payload = { tenantId: owner.tenant.id, directory: packages.directory, filesUpTo };
  return api.app.get(KeepFiles, { strict: false }).run(payload, context);
}
/** The packages whose files the storage received, each once, in order. */
const receivedFrom = ({ mock }: jest.SpyInstance) => [...new Set(mock.calls.map(([path]) => numberOf(path)))];

it('keeps the files that an import left for later, the smallest first, and says so in the store', async () => {
  await imported(10, 50_000, 5000, 3_200_000);
  const stranger = await freshTenant(api);
  await catalog.importPackages(stranger.id, packages.directory, { filesUpTo: 1, laterUpTo: KEEP_UP_TO });
  expect(await states()).toEqual(['ready', 'pending', 'pending', 'too_large']);
  expect((await inStore('/apps/app-1')).json()).toMatchObject({ download: 'pending', downloadable: false });
  expect((await inStore('/apps?search=app&limit=100')).json().data[0]).toHaveProperty('download');
  expect(await catalog.pendingFiles(owner.tenant.id)).toBe(2);
  const used = await owner.used('storageBytes');
  const received = jest.spyOn(storage, 'receiveFile');

  const { id } = await keep();
  expect(await ended(id)).toMatchObject({ state: 'succeeded', result: { kept: 2, left: 0 }, progress: 1 });
  expect((await call('GET')).json().data).toMatchObject([{ id, kind: 'catalog.keep-files' }]);
  expect(receivedFrom(received)).toEqual([2, 1]);
  expect(await states()).toEqual(['ready', 'ready', 'ready', 'too_large']);
  expect((await inStore('/apps/app-1')).json()).toMatchObject({ download: 'ready', downloadable: true });
  expect(await owner.used('storageBytes')).toBeGreaterThan(used + 55_000);
  expect(await catalog.pendingFiles(owner.tenant.id)).toBe(0);
  await until(async () => (await ask('app-1')).statusCode === 200);
  const lines = await runSql(
    api.database.adminUrl,
    `select details from ${auditLines}
     where tenant_id = '${owner.tenant.id}' and action = 'catalog.files.kept'`,
  );
  expect(lines).toEqual([{ details: { apps: 2 } }]);
  // Of another store nothing was done, and another import finds nothing to do.
  expect(await catalog.pendingFiles(stranger.id)).toBe(3);
  const again = await catalog.importPackages(owner.tenant.id, packages.directory, { filesUpTo: KEEP_UP_TO });
  expect(again).toMatchObject({ updated: 0, unchanged: 4 });
});

it('goes on where it was when the process died, and the files of a batch that was not written are gone', async () => {
  await imported(...Array.from({ length: 30 }, (_, i) => 2000 + i));
  const save = storage.save.bind(storage);
  const died = jest
    .spyOn(storage, 'save')
    .mockImplementationOnce(save)
    .mockRejectedValueOnce(new Error('The process died.'));
  await expect(run()).rejects.toThrow('The process died.');
  died.mockRestore();
  expect((await states()).filter((state) => state === 'pending')).toHaveLength(5);
  expect(readdirSync(join(api.dataDir, 'storage', 'incoming'))).toEqual([]);
  const received = jest.spyOn(storage, 'receiveFile');
  expect(await run()).toEqual({ kept: 5, left: 0 });
  expect(receivedFrom(received)).toEqual([25, 26, 27, 28, 29]);
  expect(new Set(await states())).toEqual(new Set(['ready']));
});

it('is one operation while it is at work, stops when it is cancelled, and the next one does the rest', async () => {
  await imported(2000, 3000);
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ran = jest.spyOn(KeepFiles.prototype, 'run');
  const receive = storage.receiveFile.bind(storage);
  jest.spyOn(storage, 'receiveFile').mockImplementationOnce(async (...args) => {
    begun.resolve();
    await go.promise;
    return receive(...args);
  });
  const first = await keep();
  await begun.promise;
  expect((await keep()).id).toBe(first.id);
  const member = await Maker.in(api, 'member', owner.tenant);
  const refused = await callAs(api, member.user.token, 'POST', `/v1/operations/${first.id}/cancel`);
  expect(refused.json().code).toBe('operation_not_found');
  expect((await call('POST', `/${first.id}/cancel`)).statusCode).toBe(202);
  await until(() => ran.mock.calls[0]?.[1].signal.aborted);
  go.resolve();
  expect(await ended(first.id)).toMatchObject({ state: 'cancelled' });
  expect(await states()).toEqual(['pending', 'pending']);
  const second = await keep();
  expect(second.id).not.toBe(first.id);
  expect(await ended(second.id)).toMatchObject({ state: 'succeeded', result: { kept: 2, left: 0 } });
});

it('writes 4 MB at a time, of which the first app may have more', async () => {
  await imported(1_500_000, 1_600_000, 1_700_000, 2_900_000);
  const saved = jest.spyOn(storage, 'save');
  expect(await run()).toEqual({ kept: 4, left: 0 });
  const ofFiles = saved.mock.calls.map(([, files]) => files.filter(({ bytes }) => bytes > 1_000_000).length);
  expect(ofFiles).toEqual([2, 1, 1]);
});

it('leaves alone what another import kept while the files were received, and what is being deleted', async () => {
  await imported(2000, 3000, 4000);
  const receive = storage.receiveFile.bind(storage);
  jest.spyOn(storage, 'receiveFile').mockImplementationOnce(async (...args) => {
    await catalog.importPackages(owner.tenant.id, packages.directory, { filesUpTo: 2500, laterUpTo: KEEP_UP_TO });
    await runSql(
      api.database.adminUrl,
      `update catalog.apps set deleting = true where tenant_id = '${owner.tenant.id}' and slug = 'app-1'`,
    );
    return receive(...args);
  });
  expect(await run()).toEqual({ kept: 1, left: 0 });
});

it('keeps none of the files of a package of which one cannot be read, and those of the others', async () => {
  await imported(2000, 3000);
  const receive = storage.receiveFile.bind(storage);
  const received = jest.spyOn(storage, 'receiveFile').mockImplementation(async (path, ...rest) => {
    if (path.endsWith(join('app-0', 'data'))) rmSync(path);
    return receive(path, ...rest);
  });
  const saved = jest.spyOn(storage, 'save');
  expect(await run()).toEqual({ kept: 1, left: 1 });
  expect(receivedFrom(received)).toEqual([0, 1]);
  expect(saved.mock.calls[0]?.[1]).toHaveLength((await inStore('/apps/app-1')).json().fileCount);
  expect(await states()).toEqual(['not_kept', 'ready']);
  expect(readdirSync(join(api.dataDir, 'storage', 'incoming'))).toEqual([]);
});

it('keeps none of the files of a package that has a secret', async () => {
  await imported(2000, 3000);
  writeFileSync(join(packages.directory, 'app-0', '.npmrc'), '//registry.example/:_authToken=a');
  const skipped = [{ path: 'app-0', reason: expect.objectContaining({ en: expect.stringContaining('.npmrc') }) }];
  expect(await run()).toEqual({ kept: 1, left: 1, skipped });
  expect(await states()).toEqual(['not_kept', 'ready']);
});

it('says why a version cannot be downloaded, and what to do', async () => {
  await imported(2000, 3_200_000);
  const refusal = async (slug: string) => {
    const { statusCode, json } = await ask(slug);
    const { code, download, detail } = json();
    return [statusCode, code, download, detail];
  };
  const refused = (download: string, detail: string) => [
    409,
    'version_not_kept',
    download,
    expect.stringContaining(detail),
  ];
  expect(await refusal('app-0')).toEqual(refused('pending', 'Ask again in a minute'));
  expect(await refusal('app-1')).toEqual(refused('too_large', 'Ask the store for it'));
  rmSync(join(packages.directory, 'app-0'), { recursive: true });
  expect(await run()).toEqual({ kept: 0, left: 1 });
  expect(await refusal('app-0')).toEqual(refused('not_kept', 'only the names of its files are known'));
  expect(await states()).toEqual(['not_kept', 'too_large']);
});

it('leaves out what is larger than it keeps, or is installed in another version', async () => {
  await imported(5000, 2000, 3000);
  const manifest = join(packages.directory, 'app-1', 'package.json');
  writeFileSync(manifest, JSON.stringify({ name: 'app-1', version: '9.0.0' }));
  expect(await run(4000)).toEqual({ kept: 1, left: 2 });
  expect(await states()).toEqual(['too_large', 'not_kept', 'ready']);
  // An import without a limit keeps all, as `palier catalog import` does.
  await catalog.importPackages(owner.tenant.id, packages.directory);
  expect(await states()).toEqual(['ready', 'ready', 'ready']);
});

it('changes nothing that makers changed meanwhile', async () => {
  await imported(2000, 3000);
  appendFileSync(join(packages.directory, 'app-0', 'README.md'), 'Another text.');
  const { headers } = await owner.call('GET', '/app-0');
  const named = await owner.call('PATCH', '/app-0', { name: 'Ours' }, { 'if-match': String(headers.etag) });
  expect(named.statusCode).toBe(200);
  const before = (await inStore('/apps/app-0')).json();
  await owner.draft('app-1', '9.0.0', { 'index.js': 'ours' });
  expect(await owner.publish('app-1', '9.0.0')).toMatchObject({ state: 'succeeded' });
  expect(await states()).toEqual(['pending', 'ready']);
  expect(await run()).toEqual({ kept: 1, left: 0 });
  const { name, description, updatedAt } = before;
  expect((await inStore('/apps/app-0')).json()).toMatchObject({ name, description, updatedAt, download: 'ready' });
  expect((await inStore('/apps/app-1')).json()).toMatchObject({ version: '9.0.0', fileCount: 1, download: 'ready' });
  expect((await ask('app-1', { version: '1.0.1' })).json()).toMatchObject({ download: 'not_kept' });
  await owner.call('POST', '/app-1/versions/9.0.0/yank', { reason: 'broken' });
  expect(await states()).toEqual(['ready', 'not_kept']);
});
