// Real: the whole API and its workers, PostgreSQL, the storage in a directory, a person who signs in. Faked: nothing.
import { randomBytes } from 'node:crypto';
import { newId } from '#platform/ids';
import { exportedLines, readZip } from '../../../test/support/read-zip.js';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

it('a person reads all of their journal in an export, which is stored encrypted', async () => {
  const tenant = await freshTenant(api);
  const { token } = await signedIn(api, tenant, 'member');
  const day = new Date().toISOString().slice(0, 10);
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, version?: number) =>
    (await callAs(api, token, method, `/v1${path}`, body, version ? { 'if-match': `"v${version}"` } : {})).json();
  const entry = await call('POST', '/journal/entries', { day, mood: 7, reflection: 'Secret: the first é' });
  await call('PUT', `/journal/entries/${entry.id}`, { day, reflection: 'Secret: the second' }, 1);
  await call('POST', '/journal/entries', { day });
  const wine = { kind: 'alcohol', start: day, name: 'Secret: wine', motivation: 'Secret: why' };
  const { id } = await call('POST', '/journal/addictions', wine);
  await call('POST', '/journal/relapses', { addictionId: id, day, note: 'Secret: a note' });
  const [file, picture] = [newId(), randomBytes(100_000)];
  const url = `/v1/journal/entries/${entry.id}/attachments/${file}`;
  await callAs(api, token, 'PUT', url, picture, { 'content-type': 'image/png' });
  await callAs(api, token, 'PUT', '/v1/journal/profile', { nickname: 'Secret: me' }, { 'if-match': '"v0"' });

  const operation = await call('POST', '/me/exports');
  await until(async () => (await call('GET', `/operations/${operation.id}`)).state === 'succeeded');
  const stored = await runSql<{ lines: string }>(
    api.database.adminUrl,
    `set app.tenant_id = '${tenant.id}'; select lines from platform.person_exports where tenant_id = '${tenant.id}'`,
  );
  expect(stored.map(({ lines }) => lines).join()).toContain('journal.entries');
  expect(stored.map(({ lines }) => lines).join()).not.toContain('Secret');

  const zip = await callAs(api, token, 'GET', `/v1/me/exports/${operation.id}`);
  const rows = await exportedLines(zip.rawPayload);
  const texts = (table: string, ...columns: string[]) =>
    rows.filter((row) => row.table === table).map(({ row }) => columns.map((column) => row[column]).join(', '));
  expect(texts('journal.entries', 'reflection').sort()).toEqual(['', 'Secret: the second']);
  expect(texts('journal.entry_versions', 'version', 'reflection')).toEqual(['1, Secret: the first é']);
  expect(texts('journal.addictions', 'name', 'motivation')).toEqual(['Secret: wine, Secret: why']);
  expect(texts('journal.relapses', 'note')).toEqual(['Secret: a note']);
  expect(texts('journal.profiles', 'nickname')).toEqual(['Secret: me']);
  expect(texts('journal.journals', 'opened_at')).toHaveLength(1);
  expect(texts('journal.attachments', 'id', 'entry_id', 'media_type', 'bytes')).toEqual([
    `${file}, ${entry.id}, image/png, 100000`,
  ]);
  const [digest] = texts('journal.attachments', 'digest');
  expect((await readZip(zip.rawPayload)).get(`files/${digest}.png`)?.equals(picture)).toBe(true);
});
