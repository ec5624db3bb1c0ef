// Real: the whole API and PostgreSQL. Faked: the worker, whose steps the test takes, as if the process before had been
// killed; and a table of no context, with rows of tenants.
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { newId } from '#platform/ids';
import { Signatures } from '#platform/signatures';
import { BlobStore, Storage } from '#platform/storage';
import { makeNotesTable } from '../../../test/support/notes-table.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { Tenants } from '../tenants/tenants.service.js';
import { type PurgeStep, PurgeSteps } from './purge-steps.js';
import { Purges } from './purges.service.js';

describe('the steps of a purge', () => {
  let api: TestApp;
  let admin: pg.Client;
  let steps: PurgeSteps;
  let made = 0;
  beforeAll(async () => {
    api = await startTestApp();
    steps = api.app.get(PurgeSteps);
    await makeNotesTable(api.database.ownerUrl);
    admin = new pg.Client({ connectionString: api.database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await api.close();
  });

  const of = (slug: string) => api.app.get(Purges).of(slug);

  async function tenant(): Promise<{ id: string; slug: string }> {
    made += 1;
    const slug = `stepped-${made}`;
    const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant' });
    return { id, slug };
  }

  async function begin({ id, slug }: { id: string; slug: string }): Promise<void> {
    await api.app.get(Tenants).delete(slug, undefined, 0);
    await steps.begin(id);
  }

  async function advanceTo(kind: PurgeStep['kind'], id: string): Promise<PurgeStep[]> {
    const taken: PurgeStep[] = [];
    for (let last = await steps.advance(id); ; last = await steps.advance(id)) {
      taken.push(last);
      if (last.kind === kind || taken.length === 50) return taken;
    }
  }

  test('delete the rows of every table in batches, and count each row once', async () => {
    const [gone, stays] = [await tenant(), await tenant()];
    for (const { id } of [gone, stays]) {
      await admin.query(`
        set app.tenant_id = '${id}';
        insert into platform.operations (tenant_id, id, kind)
        select '${id}', uuidv7(), 'tests.work' from generate_series(1, 12000);
        insert into tenants.usage (tenant_id, quota, used) values ('${id}', 'tests.things', 3)`);
    }
    await begin(gone);
    const taken = await advanceTo('ended', gone.id);
    expect(taken.map(({ kind }) => kind)).toEqual([...Array(7).fill('deleted'), 'ended']);
    expect((await of(gone.slug)).receipt?.counts).toEqual({ 'platform.operations': 12_000, 'tenants.usage': 1 });
    const { rows } = await admin.query(
      `select count(*)::int as rows from platform.operations where tenant_id = '${stays.id}'`,
    );
    expect(rows).toEqual([{ rows: 12_000 }]);
  });

  test('end the purge once, even when several processes take the last step', async () => {
    const { id, slug } = await tenant();
    await admin.query(
      `insert into platform.operations (tenant_id, id, kind)
       select '${id}', gen_random_uuid(), 'tests.work' from generate_series(1, 6000)`,
    );
    await begin({ id, slug });
    const kinds = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => steps.advance(id)))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'deleted').length).toBeGreaterThanOrEqual(2);
    expect(kinds).toContain('ended');
    const { receipt } = await of(slug);
    expect(receipt?.counts).toEqual({ 'platform.operations': 6000 });
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    await expect(of(slug)).resolves.toMatchObject({ receipt });
  });

  test('do not end while a table that nobody declared holds rows', async () => {
    const { id, slug } = await tenant();
    await begin({ id, slug });
    await admin.query(`insert into public.notes values ('${id}', '${newId()}', 'forgotten')`);
    expect((await advanceTo('left', id)).at(-1)).toEqual({ kind: 'left', tables: ['public.notes'] });
    await expect(of(slug)).resolves.toMatchObject({ receipt: null, endedAt: null });
    await admin.query(`delete from public.notes where tenant_id = '${id}'`);
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
  });

  test('end with one signed receipt, after the key could not be read and after an end that was not committed', async () => {
    const { id, slug } = await tenant();
    await begin({ id, slug });
    jest.spyOn(api.app.get(Signatures), 'signer').mockRejectedValueOnce(new Error('no master key'));
    await expect(steps.advance(id)).rejects.toThrow('no master key');
    jest.spyOn(api.app.get(TenantRegistry), 'write').mockRejectedValueOnce(new Error('killed after signing'));
    await expect(steps.advance(id)).rejects.toThrow('killed after signing');
    expect(await of(slug)).toMatchObject({ receipt: null, endedAt: null });
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    const { receipt } = await of(slug);
    expect(receipt).toMatchObject({ signature: expect.stringMatching(/^[\w-]{86}$/) });
    const kids = (await api.app.get(Signatures).publicKeys()).map(({ kid }) => kid);
    expect(kids).toContain(receipt?.keyId);
    const { rows } = await admin.query(`select from tenants.purge_receipts where tenant_id = '${id}'`);
    expect(rows).toHaveLength(1);
  });

  test('delete no rows of a tenant that is not being purged', async () => {
    const { id } = await tenant();
    await admin.query(
      `insert into platform.operations (tenant_id, id, kind) values ('${id}', gen_random_uuid(), 'x.y')`,
    );
    await expect(steps.advance(id)).resolves.toEqual({ kind: 'ended' });
    const app = new pg.Client({ connectionString: api.database.appUrl });
    await app.connect();
    await app.query(`set app.tenant_id = '${id}'`);
    await expect(app.query('select * from tenants.purge_rows(10)')).rejects.toThrow('being purged');
    await expect(app.query('select * from platform.delete_tenant_rows(10)')).rejects.toThrow('permission denied');
    await app.end();
    const { rows } = await admin.query(`select from platform.operations where tenant_id = '${id}'`);
    expect(rows).toHaveLength(1);
  });

  test('delete the files before the receipt says so, again after a failure, and none of another tenant', async () => {
    const [gone, stays] = [await tenant(), await tenant()];
    const [storage, files] = [api.app.get(Storage), api.app.get(BlobStore)];
    const keep = async (tenantId: string, content: string) => {
      const file = await storage.receive(Readable.from([Buffer.from(content)]), 100);
      await storage.save({ tenantId }, [file], async () => {});
      return file.digest;
    };
    const digest = await keep(gone.id, 'of both');
    await keep(gone.id, 'of one');
    await keep(stays.id, 'of both');
    await begin(gone);
    const failing = jest.spyOn(files, 'deleteTenant').mockRejectedValueOnce(new Error('storage is away'));
    await expect(advanceTo('ended', gone.id)).rejects.toThrow('storage is away');
    expect(await of(gone.slug)).toMatchObject({ receipt: null, endedAt: null });
    expect(await files.size({ tenantId: gone.id, digest })).toBeGreaterThan(0);
    await advanceTo('ended', gone.id);
    expect(failing).toHaveBeenCalledTimes(2);
    expect((await of(gone.slug)).receipt?.counts).toEqual({ 'platform.blobs': 2 });
    for await (const { digest: left } of files.list(gone.id)) throw new Error(`${left} is left`);
    const [blob] = (await storage.find(stays.id, [digest])).values();
    expect(blob && (await text(await storage.read(stays.id, blob)))).toBe('of both');
  });
});
