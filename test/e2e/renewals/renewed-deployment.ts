import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '#platform/ids';
import { type Ended, spawnPalier } from '../../support/command-line.js';
import { type EmptyDatabase, emptyDatabase, maintenanceUrl } from '../../support/empty-database.js';
import type { FilledTenant } from '../../support/filled-database.js';
import { sellingTenant } from '../../support/selling-tenant.js';
import { settingsFor } from '../../support/settings-for.js';
import { freshTenant, type SignedIn, signedIn } from '../../support/signed-in.js';
import { runSql } from '../../support/sql.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import type { TestDatabase } from '../../support/test-database.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';
import { personalRows } from '../isolation/personal-rows.js';

/** The advisory lock of renewals. */
export const LOCK = 7_254_370_014;
/** Tables that change with what is erased, besides those that lose rows. */
export const noting = [
  'platform.erasures',
  'platform.erasure_ledger',
  'tenants.purges',
  'tenants.tenants',
  'tenants.directory_version',
  'tenants.usage',
  'tenants.metering',
];

type Urls = Pick<TestDatabase, 'appUrl' | 'ownerUrl'>;

/** A person, and what was written into their rows. */
interface Held {
  readonly person: SignedIn;
  readonly texts: readonly string[];
}

/**
 * A deployment that took the archive `before.zip`, erased a person and purged a tenant, and renewed the archive as `renewed.zip`. The
 * archives lie outside the storage: what a restore is given of it.
 */
export class RenewedDeployment {
  private readonly databases: EmptyDatabase[] = [];

  private constructor(
    readonly api: TestApp,
    readonly tenant: FilledTenant,
    readonly purged: FilledTenant,
    readonly erased: SignedIn,
    readonly other: SignedIn,
    /** Texts, addresses, sealed texts and keys of those who are erased; ids are looked for apart. */
    readonly canaries: readonly string[],
    readonly sealed: readonly string[],
    readonly otherTexts: readonly string[],
  ) {}

  static async make(): Promise<RenewedDeployment> {
    const api = await startTestApp({}, undefined, workers);
    mkdirSync(join(api.dataDir, 'archives'));
    const { adminUrl } = api.database;
    const { tenant } = await sellingTenant(api);
    const purged = await freshTenant(api);
    await runSql(adminUrl, `update tenants.tenants set name = 'Canari et fils' where id = '${purged.id}'`);
    const [erased, other] = [await hold(api, tenant), await hold(api, tenant)];
    const sealed = await sealedOf(api.database, erased.person.id);
    expect(sealed.length).toBeGreaterThan(1);
    for (const { person } of [erased, other]) {
      await passThrough(adminUrl, tenant.id, { ...person, keptBy: other.person.id, email: person.person.user.email });
    }
    const made = new RenewedDeployment(
      api,
      tenant,
      purged,
      erased.person,
      other.person,
      [...erased.texts, erased.person.person.user.email, 'Canari et fils', ...sealed],
      sealed,
      other.texts,
    );
    await made.erase();
    return made;
  }

  get test(): TestDatabase {
    return this.api.database;
  }

  get postgres(): string {
    return maintenanceUrl(this.test);
  }

  file(name: string): string {
    return join(this.api.dataDir, 'archives', name);
  }

  sha256(name: string): string {
    return createHash('sha256')
      .update(readFileSync(this.file(name)))
      .digest('hex');
  }

  settings(urls: Urls = this.test, dataDir = this.api.dataDir): NodeJS.ProcessEnv {
    return settingsFor(urls, dataDir);
  }

  palier(...args: string[]): Promise<Ended> {
    return spawnPalier(this.settings(), ...args);
  }

  renew(from: string, to: string, ...more: string[]): Promise<Ended> {
    return this.palier('backup', 'renew', this.file(from), this.file(to), '--admin-url', this.postgres, ...more);
  }

  /** The sealed bytes of the journal and the keys of a person. */
  sealedOf(userId: string): Promise<string[]> {
    return sealedOf(this.test, userId);
  }

  async emptyDatabase(make = emptyDatabase): Promise<EmptyDatabase> {
    const database = await make(this.test);
    this.databases.push(database);
    return database;
  }

  async close(): Promise<void> {
    for (const database of this.databases) await database.drop();
    await this.api.close();
  }

  private async erase(): Promise<void> {
    expect(await this.palier('backup', this.file('before.zip'))).toMatchObject({ code: 0, stderr: '' });
    for (const args of [
      ['person', 'erase', this.tenant.slug, this.erased.id, '--grace', '0'],
      ['tenant', 'delete', this.purged.slug],
      ['tenant', 'purge', this.purged.slug],
    ]) {
      expect(await this.palier(...args)).toMatchObject({ code: 0, stderr: '' });
    }
    const ended =
      'select from platform.erasures where swept_at is not null union all select from tenants.purges where ended_at is not null';
    await until(async () => (await runSql(this.test.adminUrl, ended)).length === 2);
    expect(await this.renew('before.zip', 'renewed.zip')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('persons: 1, tenants: 1'),
    });
  }
}

async function hold(api: TestApp, tenant: FilledTenant): Promise<Held> {
  const person = await signedIn(api, tenant, 'member');
  const texts: string[] = [];
  for (const [table, make] of Object.entries(personalRows)) {
    const made = await make(api, person);
    // The number of a purchase stays, without the person.
    if (table !== 'journal.purchases') texts.push(...made);
  }
  return { person, texts };
}

async function sealedOf({ adminUrl }: TestDatabase, userId: string): Promise<string[]> {
  const text = `select encode(reflection, 'hex') as bytes from journal.entries where user_id = '${userId}' and reflection is not null
    union all select encode(sealed, 'hex') from platform.person_keys where user_id = '${userId}'`;
  return (await runSql<{ bytes: string }>(adminUrl, text)).map(({ bytes }) => bytes);
}

/** What names the person in an error, an answer to somebody else, an event and a job. */
const passThrough = (
  adminUrl: string,
  tenantId: string,
  { id, email, keptBy }: { id: string; email: string; keptBy: string },
) =>
  runSql(
    adminUrl,
    `insert into platform.dead_letters values ('${tenantId}', uuidv7(), uuidv7(), 'x', 'x', 1, 'x', '{}', now(), 1, 'x', 'to <${email}> failed');
     insert into platform.operations (tenant_id, id, kind, error) values ('${tenantId}', uuidv7(), 'a.kind', '{"of":"${id}"}');
     insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body, user_id)
       values ('${tenantId}', sha256('${id}'), sha256('x'), 201, '{}', convert_to('{"name":"é ${email}"}', 'UTF8'), '${keptBy}');
     insert into bullmq.job (queue, id, seq, name, state, data, failed_reason, added_at_ms)
       values ('x', '${newId()}', 1, 'x', 'failed', '{"payload":{"tenantId":"${tenantId}"}}', 'no ${email} here', 1)`,
  );
