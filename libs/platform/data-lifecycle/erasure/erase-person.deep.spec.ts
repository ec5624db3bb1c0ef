// Real: PostgreSQL with its roles, policies and functions, the job and its statements. Faked: the tables, one for each
// effect; data outside PostgreSQL; the audit; the time, which SQL sets back; in one test BullMQ, of which the job needs nothing.
import type { AuditEntry } from '#platform/audit';
import { declareTable, type TableDeclaration } from '#platform/database';
import { newId } from '#platform/ids';
import type { Jobs } from '#platform/jobs';
import { erasing } from '../../../../test/support/erasing.js';
import { heldTransaction } from '../../../../test/support/held-transaction.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import { OutsideData } from '../outside-data.js';
import type { Person } from './erasure.dto.js';
import { Erasures } from './erasures.js';

/** Takes jobs that nobody runs. */
const noJobs = { add: async () => '' } as unknown as Jobs;

const tenantId = newId();
const [anna, bela] = [newId(), newId()];
const person: Person = { tenantId, userId: anna };
const kept = { keep: 'the test says so' };

let test: TestDatabase;
let files: TestStorage;
let audited: AuditEntry[];
let outside: Person[];
let tell: (person: Person) => Promise<void>;
beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
  [audited, outside] = [[], []];
  tell = async () => {};
  await runSql(test.ownerUrl, tables);
  for (const [table, declaration] of Object.entries(declarations)) {
    await runSql(test.ownerUrl, declareTable(`tests.${table}`, declaration));
  }
  await runSql(test.ownerUrl, 'grant select, insert, update, delete on all tables in schema tests to palier_app');
  await fill();
});
afterEach(async () => {
  files.remove();
  await test.close();
});

/** A page has paragraphs, which name nobody; a comment is the tenant's; a poll needs somebody; a profile has a name. */
const tables = `
  create schema tests;
  grant usage on schema tests to palier_app;
  create table tests.pages (tenant_id uuid, id uuid, user_id uuid, primary key (tenant_id, id));
  create index on tests.pages (tenant_id, user_id);
  create table tests.paragraphs (tenant_id uuid, page_id uuid, n integer, primary key (tenant_id, page_id, n),
    foreign key (tenant_id, page_id) references tests.pages (tenant_id, id)) partition by hash (page_id);
  create table tests.paragraphs_a partition of tests.paragraphs for values with (modulus 2, remainder 0);
  create table tests.paragraphs_b partition of tests.paragraphs for values with (modulus 2, remainder 1);
  create table tests.comments (tenant_id uuid, id uuid, author_id uuid, primary key (tenant_id, id));
  create index on tests.comments (tenant_id, author_id);
  create table tests.polls (tenant_id uuid, id uuid, author_id uuid not null, primary key (tenant_id, id));
  create index on tests.polls (tenant_id, author_id);
  create table tests.profiles (tenant_id uuid, user_id uuid, name text not null, primary key (tenant_id, user_id));
  create table tests.letters (tenant_id uuid, email text, device text, n integer, primary key (tenant_id, n));
  create index on tests.letters (tenant_id, email);
  create index on tests.letters (tenant_id, device);
  create table tests.gifts (tenant_id uuid, id uuid, from_id uuid, to_id uuid, primary key (tenant_id, id));
  create table tests.notes (tenant_id uuid, id uuid, kind text, of_id text, primary key (tenant_id, id));
  create table tests.visits (tenant_id uuid, id uuid, subject text, at timestamptz, primary key (tenant_id, at, id))
    partition by range (at);
  create table tests.visits_default partition of tests.visits default;
  create index on tests.visits (tenant_id, subject)`;

const declarations: Record<string, TableDeclaration> = {
  pages: {
    kind: 'person',
    holds: 'A page.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['id'] }],
  },
  paragraphs: {
    kind: 'tenant',
    holds: 'A paragraph.',
    persons: [{ through: 'tests.pages', erasure: 'delete', exports: ['n'] }],
  },
  comments: {
    kind: 'tenant',
    holds: 'A comment.',
    persons: [{ column: 'author_id', is: 'user', erasure: 'detach', exports: ['id'] }],
  },
  polls: {
    kind: 'tenant',
    holds: 'A poll.',
    persons: [{ column: 'author_id', is: 'user', erasure: 'pseudonym', exports: ['id'] }],
  },
  profiles: {
    kind: 'tenant',
    holds: 'A name.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: { anonymise: { name: "'gone'" }, done: "name = 'gone'" },
        exports: ['name'],
      },
    ],
  },
  letters: {
    kind: 'tenant',
    holds: 'A letter.',
    persons: [
      { column: 'email', is: 'email', erasure: 'delete', exports: ['n'] },
      { column: 'device', is: 'subject', erasure: 'detach', exports: ['n'] },
    ],
  },
  gifts: {
    kind: 'tenant',
    holds: 'A gift.',
    persons: [
      { column: 'from_id', is: 'user', erasure: 'delete', exports: ['id'] },
      { column: 'to_id', is: 'user', erasure: 'delete', exports: ['id'] },
    ],
  },
  notes: {
    kind: 'tenant',
    holds: 'A note.',
    persons: [{ column: 'of_id', is: 'user', when: "kind = 'user'", erasure: kept, exports: ['kind'] }],
  },
  visits: {
    kind: 'tenant',
    holds: 'A visit.',
    persons: [{ column: 'subject', is: 'subject', erasure: 'pseudonym', exports: ['at'] }],
    partitions: { span: 'day', by: 'at', behind: 1, ahead: 1 },
  },
};

/** More pages of Anna than one batch, and a little of everything of Béla and of a twin of Anna in another tenant. */
const fill = async () => {
  for (const [tenant, user, rows] of [
    [tenantId, anna, 1200],
    [tenantId, bela, 3],
    [newId(), anna, 3],
  ] as const) {
    await runSql(
      test.adminUrl,
      `insert into tests.pages select '${tenant}', uuidv7(), '${user}' from generate_series(1, ${rows});
       insert into tests.paragraphs select tenant_id, id, n from tests.pages, generate_series(1, 2) n
         where tenant_id = '${tenant}' and user_id = '${user}';
       insert into tests.comments select '${tenant}', uuidv7(), '${user}' from generate_series(1, 5);
       insert into tests.polls select '${tenant}', uuidv7(), '${user}' from generate_series(1, 5);
       insert into tests.profiles values ('${tenant}', '${user}', 'A name');
       insert into tests.letters select '${tenant}', '${user}@x.example', '${user} device', ${rows} + n from generate_series(1, 2) n;
       insert into tests.letters values ('${tenant}', null, '${user} device', ${rows} + 3);
       insert into tests.gifts select '${tenant}', uuidv7(), '${user}', null from generate_series(1, 2);
       insert into tests.gifts select '${tenant}', uuidv7(), null, '${user}' from generate_series(1, 3);
       insert into tests.notes select '${tenant}', uuidv7(), kind, '${user}' from unnest(array['user', 'thing']) kind;
       insert into tests.visits select '${tenant}', uuidv7(), subject, now() - n * interval '1 day'
         from unnest(array['${user}', '${user} device']) subject, unnest(array[0, 1, 30]) n`,
    );
  }
};

const ask = (graceDays = 0) => {
  const erasures = new Erasures(test.database, noJobs);
  const names = { email: `${anna}@x.example`, subjects: [`${anna} device`] };
  return test.database.transaction({ tenantId }, (tx) => erasures.request(tx, person, names, graceDays));
};

class Outside extends OutsideData {
  override async erasePerson(whom: Person): Promise<void> {
    outside.push(whom);
  }
}

/** @param dieAfter batches after which the signal is aborted, as by SIGTERM; a killed process stops anywhere */
const run = (dieAfter = Number.POSITIVE_INFINITY) => {
  const signal = Object.assign(new AbortController().signal, {
    throwIfAborted: () => {
      dieAfter -= 1;
      if (dieAfter < 0) throw new Error('killed');
    },
  });
  const audit = { record: async (_tx: unknown, entry: AuditEntry) => void audited.push(entry) };
  return erasing(test, files, { outside: new Outside({} as never), audit, tell }).erase(person, signal);
};
const makeDue = () =>
  runSql(test.adminUrl, "update platform.erasures set next_at = now() - interval '1 ms' where next_at is not null");
const erasure = () => new Erasures(test.database, noJobs).of(person);
const counts = {
  'tests.paragraphs delete': 2400,
  'tests.pages delete': 1200,
  'tests.comments detach': 5,
  'tests.polls pseudonym': 5,
  'tests.profiles anonymise': 1,
  'tests.letters delete': 2,
  'tests.letters detach': 1,
  'tests.gifts delete': 5,
  'tests.visits pseudonym': 6,
};

/** All rows as text, but those of the person that is erased. */
const others = () => {
  const rows = Object.keys(declarations).map(
    (table) =>
      `select '${table}' as name, t::text as row from tests.${table} t where t::text !~ '${tenantId}.*${anna}'`,
  );
  return runSql(test.adminUrl, `${rows.join(' union all ')} order by 1, 2`);
};
const named = async () => {
  const rows = await runSql<{ name: string; rows: number }>(
    test.adminUrl,
    Object.keys(declarations)
      .map(
        (table) =>
          `select '${table}' as name, count(*)::int as rows from tests.${table} t where t::text ~ '${tenantId}.*${anna}'`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(rows.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]));
};

it('changes each row of the person as its table declares, in batches, and no row of anybody else', async () => {
  const before = await others();
  await ask();
  await run();
  expect((await erasure()).counts).toEqual(counts);
  // Paragraphs do not name her, and are gone with their pages. The profile is keyed by the id; notes are kept.
  expect(await named()).toEqual({ profiles: 1, notes: 2 });
  const after = new Set((await others()).map((row) => JSON.stringify(row)));
  const lost = before.filter((row) => !after.has(JSON.stringify(row)));
  expect(lost).toHaveLength(2400);
  const pseudonyms = `select author_id::text from tests.polls where tenant_id = '${tenantId}' and author_id <> '${bela}'
    union select subject from tests.visits where tenant_id = '${tenantId}' and subject !~ '${bela}'`;
  expect(await runSql(test.adminUrl, pseudonyms)).toHaveLength(1);
  expect(outside).toEqual([person]);
});

it('is asked for whom the id as a subject alone names, and for nobody whom no row does', async () => {
  const celia = { tenantId, userId: newId() };
  const erasures = new Erasures(test.database, noJobs);
  const request = () => test.database.transaction({ tenantId }, (tx) => erasures.request(tx, celia, {}, 7));
  await expect(request()).rejects.toMatchObject({ code: 'person_not_found' });
  await runSql(test.adminUrl, `insert into tests.visits values ('${tenantId}', uuidv7(), '${celia.userId}', now())`);
  expect(await request()).toMatchObject({ userId: celia.userId, state: 'pending' });
});

it('sweeps once more when the last token is dead, and keeps the id alone', async () => {
  await ask();
  await run();
  expect(await erasure()).toMatchObject({ state: 'erasing', erasedAt: null });
  // Nothing is due in between.
  await run();
  expect(outside).toHaveLength(1);
  // A transaction that had begun before the first sweep commits after it.
  await runSql(test.adminUrl, `insert into tests.pages values ('${tenantId}', uuidv7(), '${anna}')`);
  await makeDue();
  await run();
  expect(await erasure()).toMatchObject({ state: 'erased', erasedAt: expect.any(Date) });
  expect((await erasure()).counts).toEqual({ ...counts, 'tests.pages delete': 1201 });
  expect(audited).toEqual([{ action: 'data-lifecycle.person.erased', targetKind: 'user', targetId: anna }]);
  const [left] = await runSql<{ row: string }>(test.adminUrl, 'select e::text as row from platform.erasures e');
  expect(left?.row).not.toMatch(/x\.example|device/);
  await makeDue();
  await run();
  expect(outside).toHaveLength(2);
});

it('sweeps the second time until nothing is left, whatever the erasure itself sets off', async () => {
  await runSql(
    test.adminUrl,
    `create function tests.tell() returns trigger language plpgsql security definer as $$
      begin insert into tests.visits values (old.tenant_id, uuidv7(), old.user_id::text, now()); return null; end $$;
     create trigger told after delete on tests.pages for each row execute function tests.tell()`,
  );
  await ask();
  await run();
  await runSql(test.adminUrl, `insert into tests.pages values ('${tenantId}', uuidv7(), '${anna}')`);
  await makeDue();
  await run();
  expect((await erasure()).state).toBe('erased');
  expect(await named()).toEqual({ profiles: 1, notes: 2 });
});

it.each([0, 1, 2, 3])('counts each row once when it is killed after %d batches of several tables', async (batches) => {
  await ask();
  await expect(run(batches)).rejects.toThrow('killed');
  // The last tables come first. None changes more rows than it may, in all tables together.
  const { 'tests.paragraphs delete': all, 'tests.pages delete': _pages, ...few } = counts;
  const many = Math.max(0, 1000 * batches - Object.values(few).reduce((sum, rows) => sum + rows, 0));
  const expected = {
    ...few,
    'tests.paragraphs delete': Math.min(all, many),
    'tests.pages delete': Math.max(0, many - all),
  };
  expect((await erasure()).counts).toEqual(
    Object.fromEntries(Object.entries(batches > 0 ? expected : {}).filter(([, rows]) => rows > 0)),
  );
  // Another process takes it over once the claim has lapsed, and not before.
  await run();
  expect((await erasure()).counts).not.toEqual(counts);
  await makeDue();
  await run();
  expect((await erasure()).counts).toEqual(counts);
});

/** Leaves Anna rows that one batch can change. */
const leaveFew = () =>
  runSql(
    test.adminUrl,
    `delete from tests.paragraphs;
     delete from tests.pages where id not in (select id from tests.pages where tenant_id = '${tenantId}' and user_id = '${anna}' limit 3)`,
  );
const { 'tests.paragraphs delete': _paragraphs, ...ofFew } = { ...counts, 'tests.pages delete': 3 };

it('changes all of a person with few rows in one transaction, children before parents', async () => {
  await leaveFew();
  await ask();
  await runSql(
    test.adminUrl,
    `create table tests.changes (n bigserial, name text, by xid8 default pg_current_xact_id());
    create function tests.note() returns trigger language plpgsql security definer as $$
      begin insert into tests.changes (name) values (tg_table_name); return null; end $$;
    ${Object.keys(declarations)
      .map(
        (table) =>
          `create trigger noted after update or delete on tests.${table} for each row execute function tests.note()`,
      )
      .join(';')}`,
  );
  await run();
  const seen = await runSql<{ name: string; by: string }>(
    test.adminUrl,
    'select name, by::text from tests.changes order by n',
  );
  expect(new Set(seen.map(({ by }) => by)).size).toBe(1);
  const order = Object.keys(declarations).toReversed();
  expect([...new Set(seen.map(({ name }) => name.replace(/^visits.*/, 'visits')))]).toEqual(
    order.filter((table) => !['paragraphs', 'notes'].includes(table)),
  );
});

it('waits for another transaction that changes a row, and erases what that leaves', async () => {
  await leaveFew();
  await ask();
  const change = `update tests.polls set id = uuidv7() where tenant_id = '${tenantId}' and author_id = '${anna}'`;
  await using held = await heldTransaction(test.adminUrl, change);
  const erasing = run();
  await Promise.race([held.blocks(), erasing]);
  await held.commit();
  await erasing;
  expect((await erasure()).counts).toEqual(ofFew);
});

it.each([1, 5])('looks again for rows of which it did not change %d', async (passed) => {
  // As PostgreSQL passes over a row that is elsewhere by then.
  await runSql(
    test.adminUrl,
    `create sequence tests.tries;
     create function tests.pass() returns trigger language plpgsql security definer as $$
      begin return case when nextval('tests.tries') > ${passed} then new end; end $$;
     create trigger passed before update on tests.polls for each row execute function tests.pass()`,
  );
  await leaveFew();
  await ask();
  await run();
  expect((await erasure()).counts).toEqual(ofFew);
});

it('changes one table a call for a process of the version before', async () => {
  await ask(7);
  const begin = `update platform.erasures set state = 'erasing', pseudonym = uuidv7(), began_at = now()`;
  await runSql(test.ownerUrl, `set app.tenant_id = '${tenantId}'; ${begin}`);
  const seen: Record<string, number> = {};
  for (;;) {
    const rows = await runSql<{ key: string; rows: number }>(
      test.appUrl,
      `set app.tenant_id = '${tenantId}';
       select name || ' ' || effect as key, changed::int as rows from platform.erase_person_rows('${anna}', 1000)`,
    );
    expect(rows.length).toBeLessThan(2);
    if (!rows[0]) break;
    expect(rows[0].rows).toBeLessThanOrEqual(1000);
    seen[rows[0].key] = (seen[rows[0].key] ?? 0) + rows[0].rows;
  }
  expect(seen).toEqual(counts);
});

it('refuses rows that would name the person from the first sweep on, and no others', async () => {
  const insert = (tenant: string, user: string) =>
    runSql(
      test.appUrl,
      `set app.tenant_id = '${tenant}'; insert into tests.comments values ('${tenant}', uuidv7(), '${user}')`,
    );
  await ask(7);
  await insert(tenantId, anna);
  await makeDue();
  await run();
  await expect(insert(tenantId, anna)).rejects.toMatchObject({ code: 'PL410' });
  await insert(tenantId, bela);
  await insert(newId(), anna);
  // One that names her still, until the erasure reaches it, can be changed otherwise.
  await runSql(test.adminUrl, `insert into tests.polls values ('${tenantId}', uuidv7(), '${anna}')`);
  const change = `set app.tenant_id = '${tenantId}'; update tests.polls set id = uuidv7() where author_id = '${anna}' returning 1`;
  expect(await runSql(test.appUrl, change)).toHaveLength(1);
  const move = `set app.tenant_id = '${tenantId}'; update tests.comments set author_id = '${anna}'`;
  await expect(runSql(test.appUrl, move)).rejects.toMatchObject({ code: 'PL410' });
});

it('does nothing before it is due, and changes no row of a person without an erasure under way', async () => {
  await ask(7);
  await run();
  expect([outside, (await erasure()).state]).toEqual([[], 'pending']);
  const direct = `set app.tenant_id = '${tenantId}'; select * from platform.erase_rows_of_person('${anna}', 10)`;
  await expect(runSql(test.appUrl, direct)).rejects.toThrow('under way');
  expect(await named()).toMatchObject({ pages: 1200 });
});

it('leaves a tombstone that the application cannot remove, undo or forge', async () => {
  const asApp = (text: string) =>
    runSql(test.appUrl, `set app.tenant_id = '${tenantId}'; ${text} returning user_id as "userId"`);
  const remove = `delete from platform.erasures`;
  const undo = `update platform.erasures set state = 'pending', began_at = null`;
  const columns = 'tenant_id, user_id, state, began_at, asked_by, due_at';
  const forge = (began: string | null, state: string) =>
    `insert into platform.erasures (${columns}) values ('${tenantId}', '${bela}', '${state}', ${began}, 'nobody', now())`;
  await ask();
  await run();
  expect(await asApp(remove)).toEqual([]);
  await expect(asApp(undo)).rejects.toThrow('row-level security');
  await makeDue();
  await run();
  expect(await asApp(remove)).toEqual([]);
  expect(await asApp(undo.replace("'pending'", "'erasing', erased_at = null"))).toEqual([]);
  await expect(asApp(forge(null, 'erasing'))).rejects.toThrow('row-level security');
  await expect(asApp(forge('now()', 'pending'))).rejects.toThrow('row-level security');
  expect(await asApp(forge(null, 'pending'))).toEqual([{ userId: bela }]);
  expect(await asApp(remove)).toEqual([{ userId: bela }]);
});
