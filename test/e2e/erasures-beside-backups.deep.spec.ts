/**
 * Real: the product and its workers in the test's process, the command line, PostgreSQL, archives, keys files, directories as storage.
 * Faked: what holds a backup or a restore up, which is a lock of the test or a storage that waits for it.
 */
import { join } from 'node:path';
import { Persons } from '#auth';
import { databaseOf, dropDatabase, formerName, takeBackup } from '#platform/backup';
import type { OutsideData } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { DirectoryBlobStore } from '#platform/storage';
import { type Ended, startPalier } from '../support/command-line.js';
import { type EmptyDatabase, migratedDatabase } from '../support/empty-database.js';
import { erasing } from '../support/erasing.js';
import { heldTransaction } from '../support/held-transaction.js';
import { callAs } from '../support/signed-in.js';
import { runSql, runSqlAlone } from '../support/sql.js';
import type { TestDatabase } from '../support/test-database.js';
import { testStorage } from '../support/test-storage.js';
import { unnamed } from '../support/unnamed.js';
import { ArchivedDeployment, type Session } from './archives/archived-deployment.js';
import type { ModelRestored } from './archives/archives-model.js';

let deployment: ArchivedDeployment;
beforeAll(async () => {
  deployment = await ArchivedDeployment.start();
});
afterAll(() => deployment?.close());

const WHO = 0;
const OTHER = 1;
const NEW = 2;
/** A table that every backup reads, and no erasure of these persons writes. */
const aside = 'lock table campus.universities in access exclusive mode';

beforeEach(async () => {
  await deployment.begin(3);
  for (const person of [WHO, OTHER]) expect(await deployment.write(person, textOf(person))).toBe(201);
});

const own = { archive: 'a.zip', keys: 'a.zip' };
/** As the job does at first. */
const begin = unnamed("update platform.erasures set state = 'erasing', pseudonym = uuidv7() where user_id = $1");
const textOf = (person: number) => `text of ${person}`;
const admin = () => deployment.api.database.adminUrl;
const backUp = async (name: string) => expect(await deployment.backUp(name)).toMatchObject({ code: 0, stderr: '' });

/** The texts of each person in what was restored; undefined for whom nothing is there. */
const textsIn = (restored: ModelRestored | Ended) => {
  if (!('held' in restored)) throw new Error(restored.stderr);
  return restored.held.map((held) => held?.texts);
};
type Texts = ReturnType<typeof textsIn>;

async function textsAfter(archive: string, keys: string, ofDeployment: boolean): Promise<Texts> {
  return textsIn(await deployment.restore({ archive, keys }, ofDeployment, false));
}

const whole: Texts = [[textOf(WHO)], [textOf(OTHER)], []];
const without: Texts = [undefined, [textOf(OTHER)], []];

/** @param of with the keys file of the backup alone, and where the ledger or a later keys file is there too */
async function expectRestored(of: { elsewhere: Texts; ofDeployment?: Texts }): Promise<void> {
  expect(await textsAfter('a.zip', 'a.zip', false)).toEqual(of.elsewhere);
  expect(await textsAfter('a.zip', 'a.zip', true)).toEqual(of.ofDeployment ?? of.elsewhere);
  await backUp('later.zip');
  expect(await textsAfter('a.zip', 'later.zip', false)).toEqual(of.ofDeployment ?? of.elsewhere);
}

describe('a backup', () => {
  it('is without a person who was erased before its snapshot, while it waited', async () => {
    await using held = await heldTransaction(admin(), aside);
    const backup = deployment.backUp('a.zip');
    await held.blocks();
    await deployment.erase(WHO);
    await held.commit();
    expect(await backup).toMatchObject({ code: 0, stderr: '' });
    await expectRestored({ elsewhere: without });
  });

  it('has a person whole who is erased after its snapshot, until the ledger or a later keys file is there', async () => {
    await attach(OTHER);
    const store = new HeldStore(join(deployment.api.dataDir, 'storage'));
    const backup = takeBackup(deployment.api.database.ownerUrl, deployment.file('a.zip'), store);
    await Promise.race([store.reached, backup]);
    await deployment.erase(WHO);
    store.letGo();
    await backup;
    const other = [[textOf(OTHER), ''], []];
    await expectRestored({ elsewhere: [[textOf(WHO)], ...other], ofDeployment: [undefined, ...other] });
  });

  it('has the rows and the keys of one moment, whatever comes between two of its transactions', async () => {
    await using held = await heldTransaction(admin(), aside);
    const backup = deployment.backUp('a.zip');
    await held.blocks();
    // It waits behind the backup, and has the lock as soon as a transaction of that ends.
    const next = heldTransaction(admin(), aside);
    await held.blocks(2);
    await held.commit();
    await using between = await next;
    expect(await deployment.write(NEW, textOf(NEW))).toBe(201);
    await deployment.erase(WHO);
    await between.commit();
    expect(await backup).toMatchObject({ code: 0, stderr: '' });
    await expectRestored({ elsewhere: whole, ofDeployment: without });
  });

  it('has an erasure that is under way, which goes on in what is restored', async () => {
    const { userId, tenantId } = deployment.person(WHO);
    const held = await heldTransaction(admin(), `select from auth.users where id = '${userId}' for update`);
    try {
      await runSql(
        admin(),
        `insert into platform.erasures (tenant_id, user_id, asked_by, due_at, next_at)
        values ('${tenantId}', '${userId}', 'system:test', now(), now())`,
      );
      const sweep = eraserIn(deployment.api.app, deployment.api.dataDir).erase({ tenantId, userId });
      await held.blocks();
      await backUp('a.zip');
      await held.commit();
      await sweep;
    } finally {
      await held[Symbol.asyncDispose]();
    }
    for (const ofDeployment of [false, true]) {
      const restored = deployment.restore(own, ofDeployment, false, { afterwards: goOn });
      expect(textsIn(await restored)).toEqual(without);
    }
  });
});

describe('a restore', () => {
  it.each([
    ['its own end', true],
    ['the replay before the first start', false],
  ])('erases whom the deployment erases while it runs, at %s', async (_, byCommand) => {
    await backUp('a.zip');
    const hold = async ({ adminUrl }: EmptyDatabase) => {
      const held = await heldTransaction(adminUrl, 'lock table journal.entries in share mode');
      return async () => {
        await held.blocks();
        await deployment.erase(WHO);
        await held.commit();
        await held[Symbol.asyncDispose]();
      };
    };
    const restored = await deployment.restore(own, true, byCommand, { hold });
    expect(restored).toMatchObject({ again: 1 });
    expect(textsIn(restored)).toEqual(without);
  });

  it('in place of a database leaves a person whose request was older than the archive, where it was cancelled', async () => {
    const { ended, left } = await replaced(async ({ adminUrl }) => {
      const { userId } = deployment.person(WHO);
      const ago = (days: number) => `now() - interval '${days} days'`;
      // No connection may be left.
      await runSqlAlone(
        adminUrl,
        `update platform.erasures set asked_at = ${ago(10)}, due_at = ${ago(3)} where user_id = '${userId}'`,
      );
    });
    expect(ended.stdout).not.toContain('erased again');
    expect(left).toEqual(whole);
  });

  it.each<[string, (app: Session, dataDir: string) => Promise<unknown>]>([
    ['was swept', (app, dataDir) => eraserIn(app, dataDir).erase(deployment.person(WHO))],
    [
      'began, which the storage does not have',
      (app) =>
        app.get(Database).transaction(deployment.person(WHO), (tx) => tx.run(begin, deployment.person(WHO).userId)),
    ],
    ['is due', async () => {}],
  ])('in place of a database does the erasure again that %s there meanwhile', async (_, goesOn) => {
    const { ended, left } = await replaced((_database, app, dataDir) => goesOn(app, dataDir));
    expect(ended.stdout).toContain('erased again: 1.');
    expect(left).toEqual(without);
  });
});

/** Restores in place of a database in which an erasure is asked for meanwhile, which then goes on. */
async function replaced(goesOn: (database: EmptyDatabase, app: Session, dataDir: string) => Promise<unknown>) {
  await backUp('a.zip');
  const dataDir = join(deployment.api.dataDir, newId());
  const database = await deploymentOf('a.zip', dataDir);
  const name = `${databaseOf(database.ownerUrl)}_restoring`;
  try {
    // What an earlier restore left is dropped first.
    await runSql(admin(), `create database ${name}`);
    await using held = await heldTransaction(admin(), `comment on database ${name} is 'held'`);
    const options = ['--keys', deployment.file('a.zip.keys'), '--replace', '--admin-url', deployment.postgresUrl];
    const settings = deployment.settings(database, dataDir);
    const restore = startPalier(settings, 'restore', deployment.file('a.zip'), ...options);
    await Promise.race([
      held.blocks(),
      restore.ended.then((early) => Promise.reject(new Error(JSON.stringify(early)))),
    ]);
    await deployment.within(database, dataDir, async (app) => {
      await app.get(Persons).erase(deployment.person(WHO), 0);
      await goesOn(database, app, dataDir);
    });
    await held.commit();
    const ended = await restore.ended;
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const persons = await deployment.within(database, dataDir, (app) => deployment.heldIn(database, app));
    return { ended, left: persons.map((each) => each?.texts) };
  } finally {
    await dropDatabase(deployment.postgresUrl, formerName(databaseOf(database.ownerUrl)));
    await database.drop();
  }
}

/** Has the first sweep done that is due in a restored database. */
async function goOn({ adminUrl }: EmptyDatabase, app: Session, dataDir: string): Promise<void> {
  const person = deployment.person(WHO);
  const ago = "next_at = now() - interval '1 second'";
  await runSql(
    adminUrl,
    `update platform.erasures set ${ago} where user_id = '${person.userId}' and state = 'erasing'`,
  );
  await eraserIn(app, dataDir).erase(person);
}

function eraserIn(app: Session, dataDir: string) {
  const database = { database: app.get(Database) } as TestDatabase;
  const outside = { erasePerson: async () => {} } as unknown as OutsideData;
  return erasing(database, testStorage(database, join(dataDir, 'storage')), {
    outside,
    audit: { record: async () => {} },
  });
}

/** Another deployment, which has what an archive has. */
async function deploymentOf(archive: string, dataDir: string): Promise<EmptyDatabase> {
  const database = await migratedDatabase(deployment.api.database);
  const source = { archive, keys: archive };
  expect(await deployment.restoreInto(database, dataDir, source)).toMatchObject({ code: 0, stderr: '' });
  return database;
}

/** Gives a person a file, which a backup reads after its snapshot. */
async function attach(person: number): Promise<void> {
  const { token } = deployment.person(person);
  const day = new Date().toISOString().slice(0, 10);
  const { id } = (await callAs(deployment.api, token, 'POST', '/v1/journal/entries', { day })).json();
  const url = `/v1/journal/entries/${id}/attachments/${newId()}`;
  const kept = await callAs(deployment.api, token, 'PUT', url, Buffer.from('a'), { 'content-type': 'image/png' });
  expect(kept.statusCode).toBe(200);
}

/** Gives files out once the test lets go. */
class HeldStore extends DirectoryBlobStore {
  private readonly asked = Promise.withResolvers<void>();
  private readonly gate = Promise.withResolvers<void>();
  readonly reached = this.asked.promise;
  readonly letGo = this.gate.resolve;

  override async read(...of: Parameters<DirectoryBlobStore['read']>) {
    this.asked.resolve();
    await this.gate.promise;
    return super.read(...of);
  }
}
