// Real: PostgreSQL, the commands, the files, the tenants, the master key, retention. Faked: the plan by which retention
// deletes, and the file that cannot be read to its end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { EventImports } from '#analytics';
import type { Tenant } from '#platform/tenancy';
import { enforceRetention } from '../../test/support/enforce-retention.js';
import { freshTenant } from '../../test/support/signed-in.js';
import { runSql } from '../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerAnalyticsCommands } from './analytics.command.js';
import type { CliSession } from './session.js';

const folder = mkdtempSync(join(tmpdir(), 'palier-import-'));
let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp({}, undefined, undefined, undefined, 'of its product');
});
beforeEach(async () => {
  tenant = await freshTenant(api);
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api?.close();
});

const dayBefore = (days: number) => Temporal.Now.plainDateISO('UTC').subtract({ days });
/** A day as access logs write it. */
const logged = (day: Temporal.PlainDate) =>
  `${String(day.day).padStart(2, '0')}/${day.toLocaleString('en', { month: 'short' })}/${day.year}`;

let files = 0;
function fileOf(content: string | Buffer, extension = 'log'): string {
  files += 1;
  const path = join(folder, `${files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

/** Runs `palier analytics …`. @returns what it printed */
async function analytics(...args: string[]): Promise<{ out: string; err: string }> {
  const program = new Command().exitOverride();
  registerAnalyticsCommands(program, async () => ({ app: api.app }) as unknown as CliSession);
  const printed = { out: '', err: '' };
  const kept = (to: 'out' | 'err') => (text: unknown) => {
    printed[to] += String(text);
    return true;
  };
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(kept('out'));
  const err = jest.spyOn(process.stderr, 'write').mockImplementation(kept('err'));
  try {
    await program.parseAsync(['analytics', ...args], { from: 'user' });
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return printed;
}
const importing = (format: 'combined' | 'ndjson', path: string, ...args: string[]) =>
  analytics('import', path, '--format', format, '--tenant', tenant.slug, ...args);
const imported = async (...args: Parameters<typeof importing>) =>
  JSON.parse((await importing(...args, '--json')).out) as object;
/** What `palier analytics verify` finds, of the last days and of all that are kept. */
async function differences(): Promise<object[]> {
  const verify = async (...args: string[]) =>
    JSON.parse((await analytics('verify', '--tenant', tenant.slug, '--json', ...args)).out) as object[];
  return [...(await verify()), ...(await verify('--from', '2020-01-01'))];
}
/** As the superuser, who sees the rows of every tenant. */
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const ofTenant = () => `tenant_id = '${tenant.id}'`;
const ledger = () =>
  sql(`select key_id, sum(stored)::int as stored, sum(duplicates)::int as duplicates, sum(rejected)::int as rejected
    from analytics.ledger where ${ofTenant()} group by 1`);
const importKey = '00000000-0000-0000-0000-000000000001';

/** 12,000 requests of 40 addresses, on three days, with four statuses. */
const days = [dayBefore(1), dayBefore(5), dayBefore(200)] as const;
const statuses = [200, 200, 404, 500];
const addressOf = (n: number) => (n % 2 ? `203.0.113.${n % 40}` : `2001:db8:aa:${(n % 40).toString(16)}::7`);
const log = days
  .flatMap((day, d) =>
    Array.from({ length: 3000 + d * 1000 }, (_, n) => {
      const time = `${logged(day)}:${String(n % 24).padStart(2, '0')}:00:00 +0000`;
      return `${addressOf(n)} - - [${time}] "GET /page/${n % 7}?q=1 HTTP/1.1" ${statuses[n % 4]} 12 "-" "curl/8.5.0"\n`;
    }),
  )
  .join('');
const ofLog = days.map((day, d) => ({ day: String(day), events: 3000 + d * 1000 })).reverse();
const countsByDay = () =>
  sql(`select (hour at time zone 'UTC')::date::text as day, sum(events)::int as events from analytics.event_counts
    where ${ofTenant()} and name = 'page.requested' group by 1 order by 1`);
const eventsBy = (column: string) =>
  sql(
    `select ${column} as by, count(*)::int as events from analytics.events where ${ofTenant()} group by 1 order by 1`,
  );

async function expectAllOfLog(): Promise<void> {
  expect(await countsByDay()).toEqual(ofLog);
  expect(await eventsBy(`(occurred_at at time zone 'UTC')::date::text`)).toEqual(
    ofLog.map(({ day, events }) => ({ by: day, events })),
  );
  expect(await eventsBy(`(properties->>'status')::int`)).toEqual([
    { by: 200, events: 6000 },
    { by: 404, events: 3000 },
    { by: 500, events: 3000 },
  ]);
  expect(await differences()).toEqual([]);
}

describe('an access log', () => {
  it('is stored once, however often it is imported', async () => {
    const path = fileOf(log);
    expect(await imported('combined', path)).toEqual({ lines: 12_000, stored: 12_000, duplicates: 0, refused: {} });
    await expectAllOfLog();
    const packed = fileOf(gzipSync(log.replaceAll('\n', '\r\n')), 'log.gz');
    expect(await imported('combined', packed)).toMatchObject({ stored: 0, duplicates: 12_000 });
    await expectAllOfLog();
    expect(await ledger()).toEqual([{ key_id: importKey, stored: 12_000, duplicates: 12_000, rejected: 0 }]);
    expect(process.exitCode).toBeUndefined();
    const audited = `select details from platform.audit_lines where ${ofTenant()} and action = 'analytics.import.started'`;
    expect(await sql(audited)).toEqual([{ details: { format: 'combined' } }, { details: { format: 'combined' } }]);
    const { out } = await importing('combined', path);
    expect(out).toMatch(/^Events of \S+\n {2}lines +12000\n {2}stored +0\n {2}stored before +12000\n {2}refused +0\n$/);
  });

  it('is stored once where an import was interrupted in its middle', async () => {
    async function* interrupted(): AsyncGenerator<Buffer> {
      yield Buffer.from(log.slice(0, log.length * 0.7));
      throw new Error('interrupted');
    }
    const first = api.app.get(EventImports).import(tenant.id, interrupted(), { format: 'combined' });
    await expect(first).rejects.toThrow('interrupted');
    expect(await ledger()).toMatchObject([{ stored: 5000 }]);
    expect(await differences()).toEqual([]);
    expect(await imported('combined', fileOf(log))).toMatchObject({ stored: 7000, duplicates: 5000 });
    await expectAllOfLog();
  });

  it('is another event for each request, also for another tenant', async () => {
    const line = `203.0.113.9 - - [${logged(dayBefore(1))}:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "-"\n`;
    const path = fileOf(line.repeat(3) + line.replace('.9 ', '.8 '));
    expect(await imported('combined', path)).toMatchObject({ stored: 4 });
    const ids = await eventsBy('id');
    tenant = await freshTenant(api);
    expect(await imported('combined', path)).toMatchObject({ stored: 4 });
    expect(new Set([...ids, ...(await eventsBy('id'))].map((row) => JSON.stringify(row))).size).toBe(8);
  });

  it('has of an address the country and a pseudonym of the day, and nothing else', async () => {
    const at = (days: number) => `- - [${logged(dayBefore(days))}:10:00:00 +0000] "GET / HTTP/1.1" 200 1`;
    const lines = [
      `203.0.113.77 ${at(2)} "http://203.0.113.77/" "-"`,
      `::ffff:203.0.113.77 ${at(2)} "http://[2001:db8:aa:9::7]/x" "-"`,
      `203.0.113.77 ${at(1)} "-" "-"`,
      `2001:db8:aa:9::7 ${at(2)} "-" "-"`,
      `2001:db8:aa:9:1:2:3:4 ${at(2)} "-" "-"`,
      `198.51.100.5 ${at(2)} "-" "-"`,
      '203.0.113.77 is in a line of no known form',
    ];
    const networks = 'network,country\n203.0.0.0/8,US\n203.0.113.0/24,FR\n2001:db8::/32,DE\n';
    const args = ['--countries', fileOf(networks, 'csv')];
    const printed = await importing('combined', fileOf(lines.join('\n')), ...args);
    const rows = await sql<{ subject: string; country: string | null }>(
      `select subject, country from analytics.events where ${ofTenant()} order by occurred_at, country, subject`,
    );
    expect(rows.map(({ country }) => country)).toEqual(['DE', 'DE', 'FR', 'FR', null, 'FR']);
    const [v6, same, v4, mapped, other, nextDay] = rows.map(({ subject }) => subject);
    expect([same, mapped]).toEqual([v6, v4]);
    expect(new Set([v6, v4, other, nextDay]).size).toBe(4);
    const tables = await sql<{ name: string }>(`select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace in ('analytics'::regnamespace, 'platform'::regnamespace)`);
    expect(tables.length).toBeGreaterThan(20);
    const dump = await Promise.all(tables.map(({ name }) => sql(`select t::text from ${name} t`)));
    const all = JSON.stringify([dump, printed]);
    expect(all).toContain(v6);
    expect(all).not.toMatch(/203\.0\.113|2001:db8:aa|198\.51\.100/);
    await importing('combined', fileOf(lines.join('\n')), ...args);
    expect(await eventsBy('subject')).toHaveLength(4);
  });

  it('is deleted as the plan says, which is no difference', async () => {
    const at = (days: number) => `- - - [${logged(dayBefore(days))}:12:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "-"\n`;
    expect(await imported('combined', fileOf(at(31) + at(20)))).toMatchObject({ stored: 2 });
    const plan = { id: tenant.id, limits: { eventDays: 30 } } as unknown as Tenant;
    await enforceRetention(api.database.database, { all: () => [plan] });
    expect(await countsByDay()).toEqual([{ day: String(dayBefore(20)), events: 1 }]);
    expect(await eventsBy('name')).toEqual([{ by: 'page.requested', events: 1 }]);
    expect(await differences()).toEqual([]);
    await sql(`update analytics.event_counts set events = 3 where ${ofTenant()}`);
    expect(await differences()).toMatchObject([
      { what: 'ledger', counted: 3, found: 2 },
      { what: 'days', counted: 1, found: 3 },
      { what: 'days' },
      { what: 'events' },
    ]);
  });
});

describe('a file of events', () => {
  const occurredAt = `${dayBefore(3)}T10:00:00Z`;
  const event = (of: object = {}) => JSON.stringify({ name: 'app.opened', occurredAt, ...of });

  it('is stored by the ids of the events, else by their lines', async () => {
    const id = '019AB3A0-7c00-7000-8000-0000000000b3';
    const path = fileOf([event({ id }), event({ id }), '', event(), event(), event({ subject: 'a' })].join('\n'));
    expect(await imported('ndjson', path)).toEqual({ lines: 5, stored: 4, duplicates: 1, refused: {} });
    expect(await imported('ndjson', path)).toMatchObject({ stored: 0, duplicates: 5 });
    expect(await eventsBy('id')).toContainEqual({ by: id.toLowerCase(), events: 1 });
    expect(await differences()).toEqual([]);
  });

  it('goes on behind lines that are refused, which it numbers and counts', async () => {
    tenant = await freshTenant(api, { plan: 'free' });
    const lines = [
      event(),
      event({ properties: { text: 'x'.repeat(2 ** 20) } }),
      Buffer.from([0, 0xff, 0xfe, 0x1f, 0x8b]).toString('latin1'),
      event({ occurredAt: `${dayBefore(31)}T10:00:00Z` }),
      event({ properties: { path: '/reset/ann%40palier.example' } }),
      '[]',
      event({ name: 'last' }),
    ];
    const { out, err } = await importing('ndjson', fileOf(lines.join('\n')));
    expect(err.split('\n')).toEqual([
      ...['line 2: line_too_long', 'line 3: invalid_json', 'line 4: too_old', 'line 5: looks_like_email'],
      ...['line 6: not_an_object', ''],
    ]);
    expect(out).toMatch(/ {2}stored +2\n {2}stored before +0\n {2}refused +5\n {4}line_too_long +1\n/);
    expect(process.exitCode).toBe(1);
    expect(await eventsBy('name')).toHaveLength(2);
    expect(await ledger()).toEqual([{ key_id: importKey, stored: 2, duplicates: 0, rejected: 5 }]);
    expect(await sql(`select from analytics.quarantine where ${ofTenant()}`)).toEqual([]);
  });

  it('has a thousand names at most, and the first ten refused lines printed', async () => {
    const lines = Array.from({ length: 1012 }, (_, n) => event({ name: `event.${n}` }));
    const { out, err } = await importing('ndjson', fileOf(lines.join('\n')));
    expect(out).toMatch(/ {4}too_many_names +12\n/);
    expect(err.split('\n').at(-2)).toBe('Further refused lines are only counted.');
    expect(err.split('\n')).toHaveLength(12);
  });
});

describe('an import that cannot be', () => {
  it('says that no line has the form', async () => {
    const { out } = await importing('combined', fileOf('{"name":"app.opened"}\n\u0000\u0016\u0003\n'));
    expect(out).toMatch(/refused +2\n {4}not_combined +2\nNo line could be imported: is the file in the format/);
    expect(process.exitCode).toBe(1);
  });

  it('says that the file is empty', async () => {
    expect((await importing('combined', fileOf(''))).out).toMatch(/^The file has no lines/);
  });

  const line = `- - - [${logged(dayBefore(1))}:12:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "-"\n`;

  it.each<[string, () => string, string]>([
    ['is no file', () => '/nowhere/access.log', 'import_file_unreadable'],
    ['is a folder', () => folder, 'import_file_unreadable'],
    ['is cut', () => fileOf(gzipSync(line.repeat(9)).subarray(0, -9), 'gz'), 'import_file_broken'],
  ])('says that there %s', async (_, path, code) => {
    await expect(importing('combined', path())).rejects.toMatchObject({ code });
  });

  it('says that there is no such tenant, that it has no events, or that a country has another form', async () => {
    const path = fileOf(line);
    const into = (slug: string) => analytics('import', path, '--format', 'combined', '--tenant', slug);
    await expect(into('nobody')).rejects.toMatchObject({ code: 'tenant_not_found' });
    const { slug } = await freshTenant(api, { product: 'journeys' });
    await expect(into(slug)).rejects.toMatchObject({ code: 'context_not_served' });
    const bad = importing('combined', path, '--countries', fileOf('192.0.2.0/24,FR\n192.0.2.0,FR\n'));
    await expect(bad).rejects.toMatchObject({
      code: 'bad_countries',
      detail: { en: expect.stringContaining('Line 2 ') },
    });
    expect(await eventsBy('name')).toEqual([]);
  });
});
