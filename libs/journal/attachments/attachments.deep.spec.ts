// Real: the whole API, PostgreSQL, the storage in a directory, people who sign in. Faked: the time, which SQL sets back; the
// disk that damages a file.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import { Storage } from '#platform/storage';
import { TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { openEventStream } from '../../../test/support/event-stream.js';
import { premium } from '../../../test/support/selling-tenant.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { takenValues } from '../../../test/support/taken-values.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { millionsUsed } from '../../../test/support/usage.js';
import { extensions } from './attachment-content.js';

const today = new Date().toISOString().slice(0, 10);
const largest = 10 * 1024 * 1024;

let api: TestApp;
let origin: string;
let tenant: { id: string; slug: string };
let person: SignedIn;
let entry: string;
beforeAll(async () => {
  api = await startTestApp();
  origin = await api.listen();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  person = await signedIn(api, tenant, 'member');
  entry = await written();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, by = person, headers = {}) =>
  callAs(api, by.token, method, `/v1/journal${path}`, body, headers);
const written = async (by = person): Promise<string> => (await call('POST', '/entries', { day: today }, by)).json().id;
const at = (id: string, of = entry) => `/entries/${of}/attachments/${id}`;
const upload = (id: string, content: Buffer, type = 'image/png', headers = {}, by = person, of = entry) =>
  callAs(api, by.token, 'PUT', `/v1/journal${at(id, of)}`, content, { 'content-type': type, ...headers });
const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
};
const sell = async () =>
  callAs(api, (await signedIn(api, tenant, 'admin')).token, 'PUT', '/v1/journal/products/premium', premium);
const sha256 = (content: Buffer) => `sha-256=:${createHash('sha256').update(content).digest('base64')}:`;
/** A content of which each piece can be told from others. */
const words = Array.from({ length: 30_000 }, (_, i) => `what I wrote ${i}`).join();
const text = (bytes: number) => Buffer.alloc(bytes, words);

/** Every file of the storage, whatever it is. */
function files(): string[] {
  const folder = join(api.dataDir, 'storage');
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}
/** Where the storage has a file of the person. */
async function stored(id: string): Promise<string> {
  const [row] = await sql<{ digest: string }>(
    `select digest from journal.attachments where user_id = '${person.id}' and id = '${id}'`,
  );
  const { digest = '' } = row ?? {};
  return join(api.dataDir, 'storage', tenant.id, digest.slice(0, 2), digest);
}
async function quota(): Promise<number> {
  const [row] = await sql<{ used: number }>(
    `select used::int from tenants.usage where tenant_id = '${tenant.id}' and quota = 'storageBytes'`,
  );
  return row?.used ?? 0;
}
/** The bytes that a client receives before the answer ends, and whether it ends as announced. */
async function received(id: string, headers = {}): Promise<{ bytes: Buffer; whole: boolean }> {
  const answer = await fetch(`${origin}/v1/journal${at(id)}`, {
    headers: { authorization: `Bearer ${person.token}`, ...headers },
  });
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
    return { bytes: Buffer.concat(pieces), whole: answer.ok };
  } catch {
    return { bytes: Buffer.concat(pieces), whole: false };
  }
}

describe('a file', () => {
  it.each([1, 65_536, 300_000])('of %d bytes is downloaded as it was uploaded, by its person', async (bytes) => {
    const [id, content] = [newId(), randomBytes(bytes)];
    const answer = await upload(id, content, 'audio/webm; codecs=opus', { 'content-digest': sha256(content) });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { id, mediaType: 'audio/webm', bytes, createdAt: expect.any(String) },
    ]);
    const read = await call('GET', at(id));
    expect(read.rawPayload.equals(content)).toBe(true);
    expect(read.headers).toMatchObject({
      'content-type': 'audio/webm',
      'content-length': String(bytes),
      'content-disposition': `attachment; filename="${id}.webm"`,
      'content-digest': sha256(content),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await received(id)).toEqual({ bytes: content, whole: true });
  });

  it('is downloaded in parts', async () => {
    const [id, content] = [newId(), randomBytes(200_000)];
    await upload(id, content);
    for (const part of ['0-0', '65530-65540', '131072-199999']) {
      const [start = 0, end = 0] = part.split('-').map(Number);
      const answer = await call('GET', at(id), undefined, person, { range: `bytes=${part}` });
      expect([answer.statusCode, answer.rawPayload.equals(content.subarray(start, end + 1))]).toEqual([206, true]);
    }
  });

  it('is not in the storage in plain, not even in a piece', async () => {
    const [id, content] = [newId(), text(200_000)];
    await upload(id, content);
    const kept = readFileSync(await stored(id));
    expect(kept.length).toBe(200_000 + 33 + 4 * 16);
    for (const file of files()) expect([file, readFileSync(file).includes('what I')]).toEqual([file, false]);
    const rows = await sql<{ row: string }>(
      `select to_jsonb(a)::text as row from journal.attachments a where id = '${id}'`,
    );
    expect(rows[0]?.row).not.toContain(createHash('sha256').update(content).digest('hex'));
    // Two of one content have nothing in common.
    const twin = newId();
    await upload(twin, content);
    expect(readFileSync(await stored(twin)).subarray(33, 65_536)).not.toEqual(kept.subarray(33, 65_536));
  });

  it.each([0, 1, 40, 70_000, 199_000, 200_096])('with an altered byte at %d is cut off before it', async (place) => {
    const [id, content] = [newId(), text(200_000)];
    await upload(id, content);
    const path = await stored(id);
    const damaged = readFileSync(path);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    writeFileSync(path, damaged);
    for (const headers of [{}, { range: 'bytes=131072-199999' }, { range: 'bytes=5-199999' }]) {
      const { bytes, whole } = await received(id, headers);
      expect(whole).toBe(false);
      // Where nothing was sent yet, the answer is a problem.
      if (bytes.toString('latin1', 0, 1) === '{') expect(JSON.parse(String(bytes)).code).toBe('internal_error');
      else expect(content.includes(bytes)).toBe(true);
    }
  });

  it('that was cut, or put in the place of another, is never its content', async () => {
    const [one, other] = [newId(), newId()];
    await upload(one, text(65_536 * 2));
    await upload(other, randomBytes(65_536 * 2));
    const [place, bytes] = [await stored(one), readFileSync(await stored(one))];
    writeFileSync(await stored(other), bytes);
    for (const content of [bytes.subarray(0, 33 + 65_552), bytes.subarray(0, 33)]) {
      writeFileSync(place, content);
      expect((await received(one)).whole).toBe(false);
    }
    const swapped = await received(other);
    expect([swapped.whole, swapped.bytes.includes('what I')]).toEqual([false, false]);
  });

  it('is uploaded once: the same again is answered alike, and another is refused', async () => {
    const [id, content] = [newId(), randomBytes(1000)];
    const first = await upload(id, content);
    const [used, place, kept] = [await quota(), await stored(id), files().length];
    const again = await upload(id, content);
    expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(files()).toHaveLength(kept);
    expect(await told(upload(id, randomBytes(1000)))).toEqual([409, 'attachment_differs']);
    expect(await told(upload(id, content, 'image/jpeg'))).toEqual([409, 'attachment_differs']);
    expect(await told(upload(id, content, 'image/png', {}, person, await written()))).toEqual([
      409,
      'attachment_differs',
    ]);
    expect([await quota(), await stored(id)]).toEqual([used, place]);
    expect((await call('GET', at(id))).rawPayload.equals(content)).toBe(true);
  });

  it('is refused with another type, too large, empty, and with another digest, and nothing is left', async () => {
    const [id, before] = [newId(), files().length];
    expect(await told(upload(id, Buffer.of(1), 'image/svg+xml'))).toEqual([415, 'unsupported_media_type']);
    expect(await told(upload(id, Buffer.alloc(largest + 1)))).toEqual([413, 'body_too_large']);
    expect(await told(upload(id, Buffer.alloc(0)))).toEqual([400, 'empty_body']);
    const wrong = { 'content-digest': sha256(Buffer.of(2)) };
    expect(await told(upload(id, Buffer.of(1), 'image/png', wrong))).toEqual([400, 'content_digest_mismatch']);
    expect(await told(call('GET', at(id)))).toEqual([404, 'attachment_not_found']);
    expect(files().length).toBe(before);
    expect((await upload(id, Buffer.alloc(largest))).statusCode).toBe(200);
  });

  it('is deleted, alone, with its entry, and when the entry is no longer kept; and each time the quota gets its bytes back', async () => {
    const [alone, other, old] = [newId(), newId(), await written()];
    for (const id of [alone, other]) await upload(id, randomBytes(1000));
    await upload(newId(), randomBytes(1000), 'image/png', {}, person, old);
    const each = (await quota()) / 3;
    expect(each).toBe(1000 + 33 + 16);
    expect((await call('DELETE', at(alone))).statusCode).toBe(204);
    expect(await told(call('DELETE', at(alone)))).toEqual([404, 'attachment_not_found']);
    expect(await told(call('GET', at(alone)))).toEqual([404, 'attachment_not_found']);
    expect(await quota()).toBe(2 * each);
    await call('DELETE', `/entries/${entry}`, undefined, person, { 'if-match': '"v1"' });
    expect(await told(call('GET', at(other)))).toEqual([404, 'attachment_not_found']);
    expect(await quota()).toBe(each);
    await sql(`update journal.entries set day = current_date - 800 where id = '${old}'`);
    await enforceRetention(api.database.database);
    expect(await quota()).toBe(0);
    const unused = await sql(
      `select from platform.blobs where tenant_id = '${tenant.id}' and maybe_unused_since is not null and announcements = 0`,
    );
    // What its person deletes by name is gone at once.
    expect(unused).toHaveLength(2);
  });
});

it('a malformed id of a file is told as such, and one of an entry as an unknown entry', async () => {
  for (const id of ['1', newId().toUpperCase(), `${newId()}.png`, randomUUID()]) {
    const answer = await upload(id, Buffer.of(1));
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'validation_failed', errors: [{ pointer: '/id', in: 'path', code: 'not_a_uuid' }] },
    ]);
    expect(await told(upload(newId(), Buffer.of(1), 'image/png', {}, person, id))).toEqual([404, 'entry_not_found']);
  }
});

describe('the files of a person', () => {
  it('are nobody else’s, whatever their role, and neither are their entries', async () => {
    const id = newId();
    await upload(id, randomBytes(100));
    const owner = await signedIn(api, tenant, 'owner');
    for (const by of [owner, await signedIn(api, tenant, 'member')]) {
      expect(await told(call('GET', at(id), undefined, by))).toEqual([404, 'attachment_not_found']);
      expect(await told(call('DELETE', at(id), undefined, by))).toEqual([404, 'attachment_not_found']);
      expect(await told(upload(newId(), Buffer.of(1), 'image/png', {}, by))).toEqual([404, 'entry_not_found']);
      // The same ids are theirs.
      const own = await written(by);
      expect((await upload(id, Buffer.of(1), 'image/png', {}, by, own)).statusCode).toBe(200);
    }
    const asked = { kind: 'secret', name: 'K', scopes: ['journal.read'] };
    const { key } = (await callAs(api, owner.token, 'POST', '/v1/keys', asked)).json();
    expect(await told(callAs(api, key, 'GET', `/v1/journal${at(id)}`))).toEqual([403, 'no_account']);
    expect((await call('GET', at(id))).rawPayload).toHaveLength(100);
    expect(await told(call('GET', at(id, await written())))).toEqual([404, 'attachment_not_found']);
  });

  it('are at most 20 of an entry, however many come at once', async () => {
    const ids = Array.from({ length: 19 }, () => newId());
    for (const id of ids) expect((await upload(id, Buffer.of(1))).statusCode).toBe(200);
    // The second comes once the first has counted the files, and has not committed.
    const quotas = api.app.get(Quotas);
    const take = quotas.take.bind(quotas);
    const second = Promise.withResolvers<unknown>();
    jest.spyOn(quotas, 'take').mockImplementationOnce(async (...args) => {
      let ended = false;
      second.resolve(told(upload(newId(), Buffer.of(2))).finally(() => (ended = true)));
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      await until(async () => ended || (await sql(waiting)).length > 0);
      return take(...args);
    });
    expect((await upload(newId(), Buffer.of(1))).statusCode).toBe(200);
    expect(await second.promise).toEqual([409, 'too_many_attachments']);
    expect(await told(upload(newId(), Buffer.of(1)))).toEqual([409, 'too_many_attachments']);
    expect((await upload(ids[0] as string, Buffer.of(1))).statusCode).toBe(200);
  });

  it('are within the quota of the tenant', async () => {
    await sql(`update tenants.tenants set plan = 'starter' where id = '${tenant.id}'; set app.tenant_id = '${tenant.id}';
      insert into tenants.usage (tenant_id, quota, used) values ('${tenant.id}', 'storageBytes', 1000000000000)`);
    await api.app.get(TenantDirectory).refresh();
    const id = newId();
    const received = jest.spyOn(api.app.get(Storage), 'receive');
    expect(await told(upload(id, randomBytes(100)))).toEqual([402, 'quota_exceeded']);
    expect(received).not.toHaveBeenCalled();
    expect(await told(call('GET', at(id)))).toEqual([404, 'attachment_not_found']);
  });

  it('are given back of the storage of their tenant alone, and of no other quota', async () => {
    const usage = await millionsUsed(api.database.adminUrl, [tenant, await freshTenant(api)]);
    const id = newId();
    await upload(id, randomBytes(100));
    const before = [1_000_000, 1_000_000];
    // With the key and the tag of the only piece.
    expect(await usage()).toEqual([[1_000_000, 1_000_000 + 100 + 33 + 16], before]);
    expect((await call('DELETE', at(id))).statusCode).toBe(204);
    expect(await usage()).toEqual([before, before]);
  });

  it('are for premium where the tenant sells it, and stay readable without', async () => {
    const [id, content] = [newId(), randomBytes(100)];
    await upload(id, content);
    await sell();
    const before = files().length;
    expect(await told(upload(newId(), content))).toEqual([402, 'premium_required']);
    expect(files().length).toBe(before);
    expect((await call('GET', at(id))).rawPayload.equals(content)).toBe(true);
    expect((await call('DELETE', at(id))).statusCode).toBe(204);
  });

  it('are refused where premium ends while they are uploaded', async () => {
    const storage = api.app.get(Storage);
    const { receive } = Storage.prototype;
    const id = newId();
    jest.spyOn(storage, 'receive').mockImplementationOnce(async (...args) => {
      await sell();
      return receive.apply(storage, args);
    });
    expect(await told(upload(id, Buffer.of(1)))).toEqual([402, 'premium_required']);
    expect(await told(call('GET', at(id)))).toEqual([404, 'attachment_not_found']);
  });

  it('are told to the other devices', async () => {
    const events = await openEventStream(`${origin}/v1/events`, { authorization: `Bearer ${person.token}` });
    const id = newId();
    await upload(id, Buffer.of(1));
    expect((await events.next())?.event).toBe('journal.changed');
    await call('DELETE', at(id));
    expect((await events.next())?.event).toBe('journal.changed');
    events.abort();
  });
});

it('takes the media types that the CHECK of the table takes', async () => {
  const taken = await takenValues(api.database.adminUrl, 'journal.attachments', 'attachments_media_type_check');
  expect(taken).toEqual(Object.keys(extensions).sort());
});
