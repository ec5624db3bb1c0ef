// Real: PostgreSQL with its policies and functions, the storage in a directory. Faked: the tables, and the context that holds its keys and more data.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import type { ModuleRef } from '@nestjs/core';
import { declareTable } from '#platform/database';
import { newId } from '#platform/ids';
import { DirectoryBlobStore } from '#platform/storage';
import { exportedLines, readZip } from '../../../../test/support/read-zip.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import { until } from '../../../../test/support/until.js';
import type { Person } from '../erasure/erasure.dto.js';
import { type ExportedRow, HoldsOutsideData, OutsideData, type OutsideDataHolder } from '../outside-data.js';
import { PersonExports } from './person-exports.js';

@HoldsOutsideData()
class Diaries implements OutsideDataHolder {
  readonly decrypts = {
    'tests.pages': async ({ userId }: Person, row: ExportedRow['row']) => ({
      ...row,
      text: Buffer.from(String(row.text), 'base64').toString().replace(`${userId}: `, ''),
    }),
  };
  readonly decryptsFiles = {
    'tests.photos': async (_: Person, { name }: ExportedRow['row'], file: Readable) => {
      if (name === 'of a lost key') throw Object.assign(new Error('The key is gone.'), { status: 410 });
      return file;
    },
  };
  async purgeTenant(): Promise<void> {}
  async erasePerson(): Promise<void> {}
  async exportPerson({ userId }: Person): Promise<ExportedRow[]> {
    return [{ table: 'tests.drawings', row: { of: userId } }];
  }
}

const tenantId = newId();
const [anna, bela] = [newId(), newId()];
let test: TestDatabase;
let files: TestStorage;
let exports: PersonExports;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create schema tests; grant usage on schema tests to palier_app;
     create table tests.pages (tenant_id uuid, n integer, user_id uuid, text text, primary key (tenant_id, n));
     create index on tests.pages (tenant_id, user_id);
     create table tests.photos (tenant_id uuid, id uuid, user_id uuid, name text, digest text collate "C", thumb text collate "C", primary key (tenant_id, id));
     create index on tests.photos (tenant_id, user_id);
     create index on tests.photos (tenant_id, digest);
     create index on tests.photos (tenant_id, thumb);
     create table tests.visits (tenant_id uuid, n integer, subject text, primary key (tenant_id, n));
     create index on tests.visits (tenant_id, subject)`,
  );
  const persons = [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['n', 'text'] }] as const;
  const inExports = { en: 'Your <pages>.', fr: 'Vos <pages>.' };
  await runSql(test.ownerUrl, declareTable('tests.pages', { kind: 'person', holds: 'A page.', persons, inExports }));
  await runSql(
    test.ownerUrl,
    declareTable('tests.photos', {
      kind: 'person',
      holds: 'A photo, and a smaller one that is made from it.',
      persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['name', 'digest'] }],
      blobs: { digest: null, thumb: null },
    }),
  );
  await runSql(
    test.ownerUrl,
    declareTable('tests.visits', {
      kind: 'tenant',
      holds: 'A visit.',
      persons: [{ column: 'subject', is: 'subject', erasure: 'pseudonym', exports: ['n'] }],
    }),
  );
  files = testStorage(test);
  exports = new PersonExports(
    test.database,
    new OutsideData({ get: (type: typeof Diaries) => new type() } as ModuleRef),
    files.storage,
    files.store,
  );
});
afterAll(async () => {
  files.remove();
  await test.close();
});

const encrypted = (user: string, text: string) => Buffer.from(`${user}: ${text}`).toString('base64');

it('what contexts hold outside PostgreSQL follows the rows, which are decrypted only for their person', async () => {
  await runSql(
    test.adminUrl,
    `insert into tests.pages values ('${tenantId}', 1, '${anna}', '${encrypted(anna, 'One\ntwo')}'),
       ('${tenantId}', 2, '${bela}', '${encrypted(bela, 'Hers')}')`,
  );
  const person = { tenantId, userId: anna };
  const id = newId();
  expect(await exports.write(person, id, {})).toBe(2);
  expect(await exportedLines(await buffer(await exports.read(person, id)))).toEqual([
    { table: 'tests.pages', row: { n: 1, text: 'One\ntwo' } },
    { table: 'tests.drawings', row: { of: anna } },
  ]);
  const stored = `select lines from platform.person_exports`;
  expect(JSON.stringify(await runSql(test.adminUrl, stored))).toContain(encrypted(anna, 'One\ntwo'));
});

it('rows that name the person as a subject, by the id of the user or another, are in it', async () => {
  const person = { tenantId, userId: newId() };
  await runSql(
    test.adminUrl,
    `insert into tests.visits values ('${tenantId}', 1, '${person.userId}'), ('${tenantId}', 2, 'her phone'),
       ('${tenantId}', 3, '${bela}'), ('${tenantId}', 4, null), ('${newId()}', 5, '${person.userId}')`,
  );
  const id = newId();
  await exports.write(person, id, { subjects: ['her phone'] });
  const rows = await exportedLines(await buffer(await exports.read(person, id)));
  expect(rows.slice(0, -1)).toEqual([1, 2].map((n) => ({ table: 'tests.visits', row: { n } })));
});

it('has a CSV for each table, which a spreadsheet opens and takes for no formula', async () => {
  const person = { tenantId, userId: newId() };
  const texts = ['=1+1', 'say "é",\nplease', ''];
  for (const [n, text] of texts.entries()) {
    const values = `'${tenantId}', ${50_000 + n}, '${person.userId}', '${encrypted(person.userId, text)}'`;
    await runSql(test.adminUrl, `insert into tests.pages values (${values})`);
  }
  const id = newId();
  await exports.write(person, id, {});
  const entries = await readZip(await buffer(await exports.read(person, id)));
  expect(String(entries.get('tables/tests.pages.csv'))).toBe(
    `\uFEFFn,text\r\n50000,'=1+1\r\n50001,"say ""é"",\nplease"\r\n50002,\r\n`,
  );
  expect(String(entries.get('tables/tests.drawings.csv'))).toBe(`\uFEFFof\r\n${person.userId}\r\n`);
});

it('says in French and English what each table is, as it is declared', async () => {
  const person = { tenantId, userId: newId() };
  const values = `'${tenantId}', 60000, '${person.userId}', '${encrypted(person.userId, 'One')}'`;
  await runSql(test.adminUrl, `insert into tests.pages values (${values})`);
  const id = newId();
  await exports.write(person, id, {});
  const page = String((await readZip(await buffer(await exports.read(person, id)))).get('index.html'));
  const row = (said: string) =>
    `<tr><td><a href="tables/tests.pages.csv">tests.pages</a></td><td>${said}</td><td>1</td></tr>`;
  expect(page).toContain(row('Vos &lt;pages&gt;.'));
  expect(page).toContain(row('Your &lt;pages&gt;.'));
});

it('an export that is deleted while it is read ends in an error, not as if it were whole', async () => {
  const person = { tenantId, userId: newId() };
  await runSql(
    test.adminUrl,
    `insert into tests.pages select '${tenantId}', 1000 + n, '${person.userId}', '' from generate_series(1, 10001) n`,
  );
  const id = newId();
  await exports.write(person, id, {});
  await runSql(test.adminUrl, `delete from platform.person_exports where id = '${id}' and part = 1`);
  await expect(buffer(await exports.read(person, id))).rejects.toMatchObject({ code: 'export_not_found' });
});

it('an export replaces those before it, and that of an earlier try of its job', async () => {
  const [before, id] = [newId(), newId()];
  const person = { tenantId, userId: newId() };
  await exports.write(person, before, {});
  for (let attempt = 1; attempt <= 2; attempt += 1) await exports.write(person, id, {}, { replaces: true });
  await expect(exports.read(person, before)).rejects.toMatchObject({ code: 'export_not_found' });
  expect(await exportedLines(await buffer(await exports.read(person, id)))).toHaveLength(1);
});

describe('the files of a person', () => {
  let cela: string;
  let person: Person;
  beforeEach(() => {
    cela = newId();
    person = { tenantId, userId: cela };
  });
  afterEach(() => jest.restoreAllMocks());
  const keep = async (userId: string, content: Buffer, thumb: string, name?: string) => {
    const received = await Promise.all(
      [content, Buffer.from(thumb)].map((each) => files.storage.receive(Readable.from([each]), 10_000_000)),
    );
    const [digest, small] = received.map((file) => file.digest);
    await files.storage.save({ tenantId }, received, async () => {});
    await runSql(
      test.adminUrl,
      `insert into tests.photos (tenant_id, id, user_id, name, digest, thumb)
         values ('${tenantId}', uuidv7(), '${userId}', ${name ? `'${name}'` : 'null'}, '${digest}', '${small}')`,
    );
    return String(digest);
  };

  it('are in it where an exported column names them, as their content, each once', async () => {
    const [large, plain] = [Buffer.from('Words. '.repeat(100_000)), Buffer.from('plain')];
    const [one, two, his] = [
      await keep(cela, large, 'l'),
      await keep(cela, plain, 'p'),
      await keep(bela, Buffer.of(7), 'b'),
    ];
    await keep(cela, plain, 'again');
    const id = newId();
    await exports.write(person, id, {});
    const entries = await readZip(await buffer(await exports.read(person, id)));
    expect([...entries.keys()].filter((name) => name.startsWith('files/')).sort()).toEqual(
      [`files/${one}`, `files/${two}`].sort(),
    );
    expect(entries.get(`files/${one}`)?.equals(large)).toBe(true);
    expect(entries.get(`files/${two}`)?.equals(plain)).toBe(true);
    expect(String(entries.get('data.jsonl'))).not.toContain(his);
  });

  it('have the names that their rows know, none twice, which any system takes', async () => {
    const names = ['Été.jpg', 'été.JPG', '../../etc/passwd', 'NUL.txt', 'a'.repeat(300)];
    for (const [n, name] of names.entries()) await keep(cela, Buffer.of(n), 'small', name);
    const id = newId();
    await exports.write(person, id, {});
    const entries = await readZip(await buffer(await exports.read(person, id)));
    const given = names.map(
      (_, n) => [...entries].find(([name, content]) => /^files/.test(name) && content[0] === n)?.[0],
    );
    expect(given.sort()).toEqual(
      ['Été.jpg', 'été-2.JPG', '_.._etc_passwd', '_NUL.txt', 'a'.repeat(100)].map((name) => `files/${name}`).sort(),
    );
    const table = String(entries.get('tables/tests.photos.csv'));
    for (const name of given) expect(table).toContain(name);
  });

  it('that the storage lacks are listed, and the rest is whole', async () => {
    await keep(cela, Buffer.from('stays'), 'small');
    const lost = await keep(cela, Buffer.from('lost'), 'small');
    await files.store.delete(tenantId, [lost]);
    const id = newId();
    await exports.write(person, id, {});
    const entries = await readZip(await buffer(await exports.read(person, id)));
    expect(String(entries.get('missing.txt'))).toBe(`files/${lost}\n`);
    expect(entries.has(`files/${lost}`)).toBe(false);
    expect([...entries.keys()].filter((name) => name.startsWith('files/'))).toHaveLength(1);
    expect(String(entries.get('index.html'))).toMatch(/illisible|lisibles/);
  });

  it('that are damaged in the storage are listed, and the rest is whole', async () => {
    const [content, other] = [Buffer.from('Words. '.repeat(10_000)), Buffer.from('Signs. '.repeat(10_000))];
    const whole = await keep(cela, Buffer.from('stays'), 'small');
    const damaged: string[] = [];
    const cut = deflateRawSync(content).subarray(0, 40);
    for (const [kept, stored] of [
      [content, cut],
      [other, Buffer.alloc(deflateRawSync(other).length, 255)],
    ] as const) {
      const digest = await keep(cela, kept, 'small');
      writeFileSync(join(files.directory, tenantId, digest.slice(0, 2), digest), stored);
      damaged.push(digest);
    }
    const id = newId();
    await exports.write(person, id, {});
    const entries = await readZip(await buffer(await exports.read(person, id)));
    const missing = damaged.map((digest) => `files/${digest}`).sort();
    expect(String(entries.get('missing.txt')).trimEnd().split('\n').sort()).toEqual(missing);
    expect([...entries.keys()].filter((name) => name.startsWith('files/'))).toEqual([`files/${whole}`]);
    expect(await exportedLines(await buffer(await exports.read(person, id)))).toHaveLength(4);
  });

  it('whose key is gone are listed, and none of them stays open', async () => {
    const id = newId();
    await keep(cela, Buffer.from('sealed'), 'small', 'of a lost key');
    await exports.write(person, id, {});
    const read = jest.spyOn(files.store, 'read');
    const entries = await readZip(await buffer(await exports.read(person, id)));
    expect(String(entries.get('missing.txt'))).toBe('files/of a lost key\n');
    const opened = await Promise.all(read.mock.results.map(({ value }) => value as Promise<Readable>));
    expect(opened.length).toBeGreaterThan(0);
    await until(() => opened.every(({ closed }) => closed));
  });

  it('fail the stream when the storage is away, and end with a reader who leaves', async () => {
    const id = newId();
    await keep(cela, Buffer.alloc(3_000_000, 'abcdefg'), 'small');
    await exports.write(person, id, {});
    jest.spyOn(files.store, 'read').mockRejectedValueOnce(new Error('away'));
    await expect(buffer(await exports.read(person, id))).rejects.toThrow('away');
    const opened: Readable[] = [];
    const { read } = DirectoryBlobStore.prototype;
    jest.spyOn(files.store, 'read').mockImplementation(async (...args) => {
      const stream = await read.apply(files.store, args);
      opened.push(stream);
      return stream;
    });
    const left = await exports.read(person, id);
    for await (const _ of left) if (opened.length > 0) break;
    await until(async () => opened.every(({ destroyed }) => destroyed));
  });
});
