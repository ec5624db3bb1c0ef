// Real: PostgreSQL, the directory on disk and the functions that follow declarations. Faked: the table that refers to files,
// which belongs to no context.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { declareTable, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unnamed } from '../../../test/support/unnamed.js';
import { CollectGarbage } from './collect-garbage.job.js';
import { DirectoryBlobStore } from './directory-blob-store.js';
import { IncomingFiles } from './incoming-files.js';
import { Storage } from './storage.js';

const limit = 10_000_000;
const tenantId = newId();

let test: TestDatabase;
let root: string;
let store: DirectoryBlobStore;
let incoming: IncomingFiles;
let storage: Storage;
let garbage: CollectGarbage;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.files (tenant_id uuid, id uuid, digest text collate "C", bytes bigint, primary key (tenant_id, id));
     create index on tests.files (tenant_id, digest);
     ${declareTable('tests.files', { kind: 'tenant', holds: 'A file.', blobs: { digest: 'bytes' } })};
     grant select, insert, delete on tests.files to palier_app`,
  );
  root = mkdtempSync(join(tmpdir(), 'palier-test-'));
  store = new DirectoryBlobStore(root);
  incoming = new IncomingFiles(join(root, 'incoming'));
  storage = new Storage(test.database, store, incoming);
  garbage = new CollectGarbage(test.database, store, incoming);
});
afterAll(async () => {
  await test.close();
  rmSync(root, { recursive: true });
});

async function* chunks(content: Uint8Array, size = 5000) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const receive = (content: Uint8Array | string, most = limit) => storage.receive(chunks(Buffer.from(content)), most);
const refer =
  (digest: string, id = newId(), tenant = tenantId) =>
  async (tx: Transaction) => {
    await tx.run(unnamed('insert into tests.files values ($1, $2, $3, 1)'), tenant, id, digest);
    return id;
  };
/** Receives and keeps a file that a row refers to. */
async function kept(content: Uint8Array | string, tenant = tenantId) {
  const file = await receive(content);
  return { ...file, id: await storage.save({ tenantId: tenant }, [file], refer(file.digest, newId(), tenant)) };
}
const forget = (id: string) =>
  test.database.transaction({ tenantId }, (tx) => tx.run(unnamed('delete from tests.files where id = $1'), id));
async function contentOf(digest: string, tenant = tenantId): Promise<Buffer | undefined> {
  const blob = (await storage.find(tenant, [digest])).get(digest);
  return blob && buffer(await storage.read(tenant, blob));
}
/** As if so many hours had passed. */
const age = (hours: number) =>
  runSql(
    test.adminUrl,
    `update platform.blobs set maybe_unused_since = maybe_unused_since - interval '${hours} hours'`,
  );
/** As if another process had announced it. */
const announcedBySomebody = (digest: string) =>
  runSql(
    test.adminUrl,
    `update platform.blobs set announcements = announcements + 1, announced_at = now(), maybe_unused_since = now()
     where digest = '${digest}'`,
  );
const collect = () =>
  garbage.run(
    { tenantId: newId() },
    { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} },
  );
const incomingFiles = () => readdirSync(join(root, 'incoming'));

describe('a file', () => {
  it('is kept under its digest, deflated, with its length and checksum, and read again', async () => {
    const content = Buffer.from('Twelve words that are said again and again and again and again. '.repeat(2000));
    const { digest, bytes, crc32: checksum, encoding, storedBytes } = await kept(content);
    expect([bytes, checksum, encoding]).toEqual([content.length, crc32(content), 'deflate']);
    const stored = await buffer(await storage.readStored(tenantId, digest));
    expect(stored).toHaveLength(storedBytes);
    expect(inflateRawSync(stored).equals(content)).toBe(true);
    expect((await contentOf(digest))?.equals(content)).toBe(true);
    expect(readFileSync(join(root, tenantId, digest.slice(0, 2), digest)).equals(stored)).toBe(true);
    expect(incomingFiles()).toEqual([]);
  });

  it('is kept as it is when it is a WebP, however small it could be', async () => {
    const { encoding, storedBytes } = await kept(`RIFF0000WEBP${'a'.repeat(1000)}`);
    expect([encoding, storedBytes]).toEqual(['identity', 1012]);
  });

  it('that another zlib deflated to another length stays as it was recorded', async () => {
    const content = Buffer.from('Words that are said again and again. '.repeat(500));
    const first = await kept(content);
    const again = await receive(content);
    const other = deflateRawSync(content, { level: 1 });
    writeFileSync(again.file, other);
    expect(other.length).not.toBe(first.storedBytes);
    await storage.save({ tenantId }, [{ ...again, storedBytes: other.length }], refer(again.digest));
    expect(await buffer(await storage.readStored(tenantId, first.digest))).toHaveLength(first.storedBytes);
  });

  it('of any content and any chunks has one stored form', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200_000, size: 'max' }),
      fc
        .tuple(fc.uint8Array({ maxLength: 50 }), fc.nat(4000))
        .map(([part, times]) => Buffer.concat(Array(times).fill(part))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 70_000 }), async (content, size) => {
        const files = [
          await storage.receive(chunks(content, size), limit),
          await storage.receive(chunks(content), limit),
        ];
        const [one, other] = files.map(({ file }) => readFileSync(file));
        expect(one?.equals(other as Buffer)).toBe(true);
        const [{ encoding, storedBytes } = { encoding: '', storedBytes: 0 }] = files;
        expect(storedBytes).toBe(one?.length);
        const plain = encoding === 'deflate' ? inflateRawSync(one as Buffer) : one;
        expect(plain?.equals(content)).toBe(true);
        await storage.discard(files);
      }),
      { numRuns: 40 },
    );
    expect(incomingFiles()).toEqual([]);
  });

  it('that begins as a ZIP is stored as it is, however small it could be', async () => {
    const content = Buffer.from(`PK\x03\x04${'again '.repeat(5000)}`, 'latin1');
    const { digest, encoding, storedBytes } = await kept(content);
    expect([encoding, storedBytes]).toEqual(['identity', content.length]);
    expect((await buffer(await storage.readStored(tenantId, digest))).equals(content)).toBe(true);
  });

  it('that is too large, or whose source fails, leaves nothing', async () => {
    await expect(receive('12345', 4)).rejects.toMatchObject({ code: 'file_too_large' });
    async function* failing() {
      yield Buffer.alloc(100_000);
      throw new Error('cut');
    }
    await expect(storage.receive(failing(), limit)).rejects.toThrow('cut');
    expect(incomingFiles()).toEqual([]);
  });

  it('is not kept when the transaction fails, and never seen by another tenant', async () => {
    const file = await receive('of nobody');
    const failing = storage.save({ tenantId }, [file], async () => Promise.reject(new Error('refused')));
    await expect(failing).rejects.toThrow('refused');
    expect(incomingFiles()).toEqual([]);
    const { digest } = await kept('of one tenant');
    const other = newId();
    expect(await contentOf(digest, other)).toBeUndefined();
    await expect(storage.readStored(other, digest)).rejects.toMatchObject({ code: 'blob_missing' });
    await expect(
      test.database.transaction({ tenantId: other }, (tx) => storage.use(tx, [digest])),
    ).rejects.toMatchObject({
      code: 'blob_missing',
    });
    const twin = await kept('of one tenant', other);
    expect(twin.digest).toBe(digest);
    await store.deleteTenant(other);
    expect(await contentOf(digest)).toBeDefined();
  });

  it('has an address that cannot leave its tenant', async () => {
    for (const digest of ['../../../etc/passwd', '', 'A'.repeat(64), `${'0'.repeat(63)}/`]) {
      await expect(store.read({ tenantId, digest })).rejects.toThrow(TypeError);
    }
    await expect(store.deleteTenant('..')).rejects.toThrow(TypeError);
  });

  it('that was damaged on disk is put right by the next upload of its content', async () => {
    const { digest } = await kept('whole');
    writeFileSync(join(root, tenantId, digest.slice(0, 2), digest), 'ha');
    await kept('whole');
    expect((await contentOf(digest))?.toString()).toBe('whole');
  });

  it('counts for its tenant by the rows that refer to it', async () => {
    const owner = newId();
    const { digest } = await kept('counted', owner);
    await test.database.transaction({ tenantId: owner }, refer(digest, newId(), owner));
    const use = (tenant: string) =>
      test.database.read(
        { tenantId: tenant },
        unnamed<{ n: number }>('select platform.count_storage_bytes()::int as n'),
      );
    expect([await use(owner), await use(newId())]).toEqual([[{ n: 2 }], [{ n: 0 }]]);
  });
});

describe('the collection of garbage', () => {
  const rows = async (digest: string) => (await storage.find(tenantId, [digest])).size;

  it('deletes what no row refers to any more, and nothing else', async () => {
    const [used, unused, shared] = [await kept('used'), await kept('unused'), await kept('shared')];
    const other = newId();
    await kept('shared', other);
    await forget(unused.id);
    await forget(shared.id);
    await collect();
    expect([await rows(used.digest), await rows(unused.digest), await rows(shared.digest)]).toEqual([1, 0, 0]);
    expect((await contentOf(used.digest))?.toString()).toBe('used');
    await expect(storage.readStored(tenantId, unused.digest)).rejects.toMatchObject({ code: 'blob_missing' });
    expect((await contentOf(shared.digest, other))?.toString()).toBe('shared');
  });

  it('deletes at once what was released, unless a row refers to it or an upload announced it', async () => {
    const [gone, used, announced] = [await kept('released'), await kept('still used'), await kept('wanted again')];
    await test.database.transaction({ tenantId }, refer(used.digest));
    const files = [gone, used, announced];
    const releaseAll = () =>
      test.database.transaction({ tenantId }, async (tx) => {
        const ids = files.map(({ id }) => id);
        await tx.run(unnamed('delete from tests.files where id = any ($1)'), ids);
        const digests = files.map(({ digest }) => digest);
        await storage.release(tx, digests);
      });
    const left = () => Promise.all(files.map(({ digest }) => rows(digest)));
    const keep = jest.spyOn(store, 'size').mockImplementationOnce(async (address) => {
      await releaseAll();
      expect(await left()).toEqual([0, 1, 1]);
      await collect();
      return DirectoryBlobStore.prototype.size.call(store, address);
    });
    await kept('wanted again');
    keep.mockRestore();
    expect(await left()).toEqual([0, 1, 1]);
    expect((await contentOf(announced.digest))?.toString()).toBe('wanted again');
  });

  it('looks at a blob again when a row that referred to it was deleted', async () => {
    const { id, digest } = await kept('looked at twice');
    await age(25);
    await collect();
    await forget(id);
    await collect();
    expect(await rows(digest)).toBe(0);
  });

  it('deletes at once what a failed upload announced, unless a row refers to it or another upload announced it', async () => {
    const [used, fresh, announced] = [await receive('also used'), await receive('of nobody'), await receive('of two')];
    await kept('also used');
    jest.spyOn(store, 'size').mockImplementationOnce(async (address) => {
      await announcedBySomebody(announced.digest);
      return DirectoryBlobStore.prototype.size.call(store, address);
    });
    const failing = storage.save({ tenantId }, [used, fresh, announced], () => Promise.reject(new Error('refused')));
    await expect(failing).rejects.toThrow('refused');
    const left = [await rows(used.digest), await rows(fresh.digest), await rows(announced.digest)];
    expect(left).toEqual([1, 0, 1]);
    expect((await contentOf(used.digest))?.toString()).toBe('also used');
    await expect(storage.readStored(tenantId, fresh.digest)).rejects.toMatchObject({ code: 'blob_missing' });
  });

  it('says why an upload failed, also where its announcement cannot be taken back', async () => {
    const file = await receive('taken back in vain');
    const failing = storage.save({ tenantId }, [file], async () => {
      jest.spyOn(test.database, 'transaction').mockRejectedValueOnce(new Error('gone'));
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await collect();
    expect(await rows(file.digest)).toBe(1);
  });

  it('forgets the announcements of uploads that came to nothing a day ago', async () => {
    const { digest } = await kept('announced twice');
    await announcedBySomebody(digest);
    const announcements = () =>
      runSql(test.adminUrl, `select announcements as n from platform.blobs where digest = '${digest}'`);
    await collect();
    expect(await announcements()).toEqual([{ n: 1 }]);
    await age(25);
    await collect();
    expect(await announcements()).toEqual([{ n: 0 }]);
  });

  it('never takes a file that a concurrent upload refers to', async () => {
    const content = 'uploaded while it is deleted';
    for (let round = 0; round < 30; round += 1) {
      await forget((await kept(content)).id);
      await age(25);
      const uploads = [kept(content), kept(content)];
      await Promise.all([collect(), collect(), ...uploads]);
      for (const { id, digest } of await Promise.all(uploads)) {
        expect((await contentOf(digest))?.toString()).toBe(content);
        await forget(id);
      }
    }
  });

  it('deletes what the storage could not delete as it was released', async () => {
    const { id, digest } = await kept('cannot go yet');
    jest.spyOn(store, 'delete').mockRejectedValueOnce(new Error('away'));
    await test.database.transaction({ tenantId }, async (tx) => {
      await tx.run(unnamed('delete from tests.files where id = $1'), id);
      await storage.release(tx, [digest]);
    });
    expect(await rows(digest)).toBe(1);
    await collect();
    expect(await rows(digest)).toBe(0);
  });

  it('goes on with the others where the files of one tenant cannot be deleted, and fails at the end', async () => {
    const other = newId();
    const [here, there] = [await kept('belongs to root'), await kept('belongs to us', other)];
    await forget(here.id);
    await test.database.transaction({ tenantId: other }, (tx) =>
      tx.run(unnamed('delete from tests.files where id = $1'), there.id),
    );
    const left = async () => (await rows(here.digest)) + (await storage.find(other, [there.digest])).size;
    let refused: string | undefined;
    const deleting = jest.spyOn(store, 'delete').mockImplementation(async (tenant, digests) => {
      refused ??= tenant;
      if (tenant === refused) throw new Error('belongs to root');
      await DirectoryBlobStore.prototype.delete.call(store, tenant, digests);
    });
    await expect(collect()).rejects.toThrow('belongs to root');
    expect(await left()).toBe(1);
    deleting.mockRestore();
    await collect();
    expect(await left()).toBe(0);
  });

  it('makes an upload begin anew whose blob it deleted', async () => {
    const { digest, id } = await kept('deleted in between');
    await forget(id);
    jest.spyOn(store, 'size').mockImplementationOnce(async (address) => {
      const size = await DirectoryBlobStore.prototype.size.call(store, address);
      await age(25);
      await collect();
      return size;
    });
    await kept('deleted in between');
    expect((await contentOf(digest))?.toString()).toBe('deleted in between');
  });

  it('leaves what an upload announced until its rows are written', async () => {
    const { digest, id } = await kept('announced');
    await forget(id);
    await age(25);
    const file = await receive('announced');
    await storage.save({ tenantId }, [file], async (tx) => {
      await collect();
      return refer(digest)(tx);
    });
    expect((await contentOf(digest))?.toString()).toBe('announced');
  });
});
