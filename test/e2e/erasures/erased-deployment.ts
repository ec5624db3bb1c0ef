import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Api, ProductProcess } from '../../stack/product.js';
import { startApi, startWorker } from '../../support/built-process.js';
import { spawnPalier, startPalier } from '../../support/command-line.js';
import { type EmptyDatabase, emptyDatabase, migratedDatabase } from '../../support/empty-database.js';
import type { FilledTenant } from '../../support/filled-database.js';
import { sellingTenant } from '../../support/selling-tenant.js';
import { settingsFor } from '../../support/settings-for.js';
import { freshTenant, signedIn } from '../../support/signed-in.js';
import { runSql } from '../../support/sql.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import type { TestDatabase } from '../../support/test-database.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';
import { personalRows } from '../isolation/personal-rows.js';

/** A database of a deployment; its storage is that of the product unless it has a directory of its own. */
export type Urls = Pick<TestDatabase, 'adminUrl' | 'ownerUrl' | 'appUrl'> & { readonly dataDir?: string };
export type Older = Urls & { readonly dataDir: string };

/**
 * A deployment that erased a person and purged a tenant, with what it had before: the archive `before.zip` with its keys file, and
 * `tenant.zip`; then `after.zip`, and the storage as `storage-after`.
 */
export class ErasedDeployment {
  private readonly databases: EmptyDatabase[] = [];
  private readonly running: ProductProcess[] = [];

  private constructor(
    readonly api: TestApp,
    readonly tenant: FilledTenant,
    readonly purged: FilledTenant,
    readonly erased: string,
    readonly other: string,
    /** How many rows of each table name the other person. */
    readonly ofOther: Readonly<Record<string, number>>,
  ) {}

  static async make(): Promise<ErasedDeployment> {
    const api = await startTestApp({}, undefined, workers);
    const { tenant } = await sellingTenant(api);
    const purged = await freshTenant(api);
    const hold = async () => {
      const person = await signedIn(api, tenant, 'member');
      for (const make of new Set(Object.values(personalRows))) await make(api, person);
      return person.id;
    };
    const [erased, other] = [await hold(), await hold()];
    const ofOther = await rowsOf(api.database, other, tenant.id);
    const made = new ErasedDeployment(api, tenant, purged, erased, other, ofOther);
    await made.erase();
    return made;
  }

  get test(): TestDatabase {
    return this.api.database;
  }

  file(name: string): string {
    return join(this.api.dataDir, name);
  }

  /** The rows that name a person, by table, but for those that an erasure keeps. */
  rowsOf(urls: Urls, userId: string, tenantId = this.tenant.id): Promise<Record<string, number>> {
    return rowsOf(urls, userId, tenantId);
  }

  /** Whether the first sweep of the erasure and the purge are over. */
  async isDone({ adminUrl }: Urls): Promise<boolean> {
    const swept = await runSql(adminUrl, 'select from platform.erasures where swept_at is not null');
    const ended = await runSql(adminUrl, 'select from tenants.purges where ended_at is not null');
    return swept.length + ended.length === 2;
  }

  /** The quotas of a tenant whose counter is not the number of rows, but for feeds: SQL wrote their rows and no counter. */
  async wrongCounters(urls: Urls, slug: string): Promise<string[]> {
    const { stdout } = await this.palier(urls, ['tenant', 'usage', slug, '--check', '--json']);
    const drifts: { quota: string }[] = JSON.parse(stdout);
    return drifts.map(({ quota }) => quota).filter((quota) => quota !== 'feeds');
  }

  palier(urls: Urls, args: readonly string[], more?: NodeJS.ProcessEnv) {
    return spawnPalier(this.settings(urls, more), ...args);
  }

  /** As `palier`, and does not wait until it ends. */
  start(urls: Urls, args: readonly string[], more?: NodeJS.ProcessEnv) {
    return startPalier(this.settings(urls, more), ...args);
  }

  async work(urls: Urls): Promise<void> {
    this.running.push(await startWorker(this.settings(urls)));
  }

  /** @param printing what it prints once it has started, where that is not that it listens */
  async serve(urls: Urls, more?: NodeJS.ProcessEnv, printing?: string): Promise<Api> {
    const served = await startApi(this.settings(urls, more), printing);
    this.running.push(served);
    return served;
  }

  /** A database of before the erasures, as by `pg_restore`, with a storage of its own that is as new as the product's. */
  async older(): Promise<Older> {
    const database = await this.emptyDatabase();
    const dataDir = this.file(`older-${this.databases.length}`);
    cpSync(this.file('storage-after'), join(dataDir, 'storage'), { recursive: true });
    const keys = ['--keys', this.file('before.zip.keys')];
    const restore = ['restore', this.file('before.zip'), ...keys, '--into', database.ownerUrl];
    expect(await this.palier({ ...this.test, dataDir }, restore)).toMatchObject({ code: 0, stderr: '' });
    return { ...database, dataDir };
  }

  async emptyDatabase(make = emptyDatabase): Promise<EmptyDatabase> {
    const database = await make(this.test);
    this.databases.push(database);
    return database;
  }

  migratedDatabase(): Promise<EmptyDatabase> {
    return this.emptyDatabase(migratedDatabase);
  }

  async endProcesses(): Promise<void> {
    for (const process of this.running.splice(0)) await process.end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.endProcesses();
    for (const database of this.databases) await database.drop();
    await this.api.close();
  }

  private async erase(): Promise<void> {
    const { test, tenant, purged, erased, other, ofOther } = this;
    expect(Object.keys(await this.rowsOf(test, erased))).toEqual(Object.keys(ofOther));
    expect(Object.keys(ofOther).length).toBeGreaterThan(25);
    expect(await this.palier(test, ['backup', this.file('before.zip')])).toMatchObject({ code: 0, stderr: '' });
    const exported = ['tenant', 'export', tenant.slug, this.file('tenant.zip')];
    expect(await this.palier(test, exported)).toMatchObject({ code: 0 });
    for (const args of [
      ['person', 'erase', tenant.slug, erased, '--grace', '0'],
      ['tenant', 'delete', purged.slug],
      ['tenant', 'purge', purged.slug],
    ]) {
      expect(await this.palier(test, args)).toMatchObject({ code: 0, stderr: '' });
    }
    await until(() => this.isDone(test));
    expect([await this.rowsOf(test, erased), await this.rowsOf(test, other)]).toEqual([{}, ofOther]);
    expect(await this.palier(test, ['backup', this.file('after.zip')])).toMatchObject({ code: 0, stderr: '' });
    cpSync(this.file('storage'), this.file('storage-after'), { recursive: true });
  }

  private settings(urls: Urls, more: NodeJS.ProcessEnv = {}) {
    return { ...settingsFor(urls, urls.dataDir ?? this.api.dataDir), ...more };
  }
}

async function rowsOf(urls: Urls, userId: string, tenantId: string): Promise<Record<string, number>> {
  const client = new pg.Client(urls.adminUrl);
  await client.connect();
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
    const { rows } = await client.query(
      `select name, string_agg('(' || condition || ')', ' or ') as condition from platform.declared_persons()
         where effect <> 'keep' group by 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name, condition } of rows) {
      const text = `select count(*)::int as n from ${name} where tenant_id = $1 and ($2::uuid, $3::text, $4::text[]) is not null and (${condition})`;
      const found = await client.query(text, [tenantId, userId, 'nobody@example.org', []]);
      if (found.rows[0].n > 0) counts[name] = found.rows[0].n;
    }
    return counts;
  } finally {
    await client.end();
  }
}
