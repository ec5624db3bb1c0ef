/** Real: PostgreSQL, the commands, users. Faked: nothing; no worker runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { PersonExports } from '#platform/data-lifecycle';
import { newId } from '#platform/ids';
import { logIn, makePerson } from '../../test/support/people.js';
import { exportedLines } from '../../test/support/read-zip.js';
import { freshTenant } from '../../test/support/signed-in.js';
import { runSql } from '../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerPersonCommands } from './person.command.js';

describe('palier person', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const open = async () => ({ app: api.app, settings: api.database.settings, close: async () => {} });
    const program = new Command().exitOverride();
    registerPersonCommands(program, open);
    try {
      await program.parseAsync(['node', 'palier', 'person', ...args]);
      return written.join('');
    } finally {
      spy.mockRestore();
    }
  }

  it('exports a person by the address or the id', async () => {
    const shop = await freshTenant(api);
    const { user } = await makePerson(api, shop);
    const [byAddress, byId] = [join(api.dataDir, 'address.zip'), join(api.dataDir, 'id.zip')];
    expect(await run('export', shop.slug, user.email, byAddress)).toMatch(/address\.zip: \d+ rows\./);
    const rows = await exportedLines(readFileSync(byAddress));
    expect(rows).toContainEqual({ table: 'auth.users', row: expect.objectContaining({ email: user.email }) });
    await run('export', shop.slug, user.id, byId);
    expect(await exportedLines(readFileSync(byId))).toEqual(rows);
    await expect(run('export', shop.slug, user.id, byId)).rejects.toMatchObject({ code: 'archive_exists' });
    expect(await exportedLines(readFileSync(byId))).toEqual(rows);
    const nowhere = join(api.dataDir, 'none', 'x.zip');
    await expect(run('export', shop.slug, user.id, nowhere)).rejects.toMatchObject({ code: 'archive_unwritable' });
    await expect(run('export', shop.slug, 'nobody@x.example', nowhere)).rejects.toMatchObject({
      code: 'member_not_found',
    });
  });

  it('leaves the export that the person made, and none of its own', async () => {
    const shop = await freshTenant(api);
    const { user } = await makePerson(api, shop);
    const person = { tenantId: shop.id, userId: user.id };
    const own = newId();
    await api.app.get(PersonExports).write(person, own, {}, { replaces: true });
    const exported = () => run('export', shop.slug, user.id, join(api.dataDir, `${user.id}.zip`));
    await exported();
    await expect(exported()).rejects.toMatchObject({ code: 'archive_exists' });
    const left = `select id from platform.person_exports where user_id = '${user.id}'`;
    expect(await runSql(api.database.adminUrl, left)).toEqual([{ id: own }]);
  });

  it('erases a person, whose access ends at once', async () => {
    const shop = await freshTenant(api);
    const person = await makePerson(api, shop);
    const { id, email } = person.user;
    expect(await run('erase', shop.slug, email, '--grace', '3')).toMatch(`The erasure of ${id} is due at `);
    expect((await logIn(api, person)).statusCode).toBe(401);
    expect(JSON.parse(await run('erasure', shop.slug, id, '--json'))).toMatchObject({ userId: id, state: 'pending' });
    await expect(run('erase', shop.slug, shop.id)).rejects.toMatchObject({ code: 'person_not_found' });
  });

  it('does not erase the last owner', async () => {
    const shop = await freshTenant(api);
    const { user } = await makePerson(api, shop, { role: 'owner' });
    await expect(run('erase', shop.slug, user.id)).rejects.toMatchObject({ code: 'last_owner' });
  });
});
