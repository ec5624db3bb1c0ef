import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Persons } from '#auth';
import { PersonExports } from '#platform/data-lifecycle';
import { ErasureLedger } from '#platform/erasure-ledger';
import { newId } from '#platform/ids';
import { replayErasures } from '../../../apps/cli/replay-erasures.js';
import { openSession } from '../../../apps/cli/session.js';
import { type Ended, palier } from '../../support/command-line.js';
import { type EmptyDatabase, maintenanceUrl, migratedDatabase } from '../../support/empty-database.js';
import { exportedLines } from '../../support/read-zip.js';
import { settingsFor } from '../../support/settings-for.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../support/signed-in.js';
import { runSql } from '../../support/sql.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';
import type { Held, ModelRestored, Rows } from './archives-model.js';
import { rowsOf } from './rows-of-person.js';

/** Which keys file a restore is given; undefined for none. */
export interface Source {
  readonly archive: string;
  readonly keys: string | undefined;
}

export type Session = Awaited<ReturnType<typeof openSession>>['app'];

/** What is done while a restore runs, and before what it brought back is read. */
interface During {
  /** Runs before it begins, and returns what is done beside it. */
  readonly hold?: (database: EmptyDatabase) => Promise<() => Promise<void>>;
  readonly afterwards?: (database: EmptyDatabase, app: Session, dataDir: string) => Promise<void>;
}

const day = new Date().toISOString().slice(0, 10);

/** A deployment whose persons write a journal, its archives and keys files, and what is restored from them. */
export class ArchivedDeployment {
  tenant = { id: '', slug: '' };
  private persons: readonly SignedIn[] = [];
  private directory = '';

  private constructor(readonly api: TestApp) {}

  static async start(): Promise<ArchivedDeployment> {
    return new ArchivedDeployment(await startTestApp({}, undefined, workers));
  }

  /** Begins anew with other persons and no archive. */
  async begin(persons: number): Promise<void> {
    this.tenant = await freshTenant(this.api);
    this.persons = await Promise.all(Array.from({ length: persons }, () => signedIn(this.api, this.tenant, 'member')));
    this.directory = join(this.api.dataDir, `archives-${this.tenant.slug}`);
    mkdirSync(this.directory);
  }

  close(): Promise<void> {
    return this.api.close();
  }

  /** @returns the status of the answer */
  async write(person: number, reflection: string): Promise<number> {
    return (await callAs(this.api, this.person(person).token, 'POST', '/v1/journal/entries', { day, reflection }))
      .statusCode;
  }

  person(person: number): { readonly tenantId: string; readonly userId: string; readonly token: string } {
    const { id: userId = '', token = '' } = this.persons[person] ?? {};
    return { tenantId: this.tenant.id, userId, token };
  }

  /** Resolves once the first sweep is over. */
  async erase(person: number): Promise<void> {
    const { tenantId, userId } = this.person(person);
    await this.api.app.get(Persons).erase({ tenantId, userId }, 0);
    const swept = `select from platform.erasures where user_id = '${userId}' and swept_at is not null`;
    await until(async () => (await runSql(this.api.database.adminUrl, swept)).length > 0);
  }

  async rows(): Promise<Rows[]> {
    const rows: Rows[] = [];
    for (const { id } of this.persons) rows.push(await rowsOf(this.api.database.adminUrl, this.tenant.id, id));
    return rows;
  }

  backUp(name: string): Promise<Ended> {
    return palier(this.settings(), 'backup', this.file(name));
  }

  /**
   * Restores into a database of its own, where what the storage knows is done again: by the command itself, or by a replay.
   *
   * @param ofDeployment whether with the storage of the deployment; otherwise with one of its own
   */
  async restore(
    source: Source,
    ofDeployment: boolean,
    byCommand: boolean,
    during: During = {},
  ): Promise<ModelRestored | Ended> {
    const database = await migratedDatabase(this.api.database);
    const dataDir = ofDeployment ? this.api.dataDir : join(this.directory, newId());
    try {
      const beside = await during.hold?.(database);
      const into = byCommand ? [] : ['--into', database.ownerUrl];
      const restoring = this.restoreInto(database, dataDir, source, ...into);
      await beside?.();
      const ended = await restoring;
      if (ended.code !== 0 || ended.stderr) return ended;
      return await this.within(database, dataDir, async (app) => {
        const again = byCommand ? replayedBy(ended) : await replay(app);
        await app.get(ErasureLedger).requireNoneMissing();
        await during.afterwards?.(database, app, dataDir);
        return { held: await this.heldIn(database, app), again };
      });
    } finally {
      await database.drop();
    }
  }

  restoreInto(database: EmptyDatabase, dataDir: string, { archive, keys }: Source, ...more: string[]): Promise<Ended> {
    return palier(this.settings(database, dataDir), 'restore', this.file(archive), ...this.wanted(keys), ...more);
  }

  /** Does something with the application of the command line on a database. */
  async within<T>(database: EmptyDatabase, dataDir: string, work: (app: Session) => Promise<T>): Promise<T> {
    const session = await openSession(this.settings(database, dataDir));
    try {
      return await work(session.app);
    } finally {
      await session.close();
    }
  }

  async heldIn(database: EmptyDatabase, app: Session): Promise<(Held | undefined)[]> {
    const held: (Held | undefined)[] = [];
    for (const { id } of this.persons) held.push(await this.heldOf(database, app, id));
    return held;
  }

  private async heldOf({ adminUrl }: EmptyDatabase, app: Session, userId: string): Promise<Held | undefined> {
    const person = { tenantId: this.tenant.id, userId };
    const rows = await rowsOf(adminUrl, person.tenantId, userId);
    if (Object.keys(rows).length === 0) return undefined;
    const id = newId();
    await app.get(Persons).export(person, id, { replaces: false });
    const lines = await exportedLines(await buffer(await app.get(PersonExports).read(person, id)));
    const texts = lines.filter(({ table }) => table === 'journal.entries').map(({ row }) => String(row.reflection));
    return { rows, texts };
  }

  private wanted(keys: string | undefined): string[] {
    return keys ? ['--keys', this.file(`${keys}.keys`)] : ['--without-keys'];
  }

  file(name: string): string {
    return join(this.directory, name);
  }

  get postgresUrl(): string {
    return maintenanceUrl(this.api.database);
  }

  settings(
    urls: Pick<EmptyDatabase, 'appUrl' | 'ownerUrl'> = this.api.database,
    dataDir = this.api.dataDir,
  ): NodeJS.ProcessEnv {
    return settingsFor(urls, dataDir);
  }
}

const replayedBy = ({ stdout }: Ended) => Number(/are erased again: (\d+)\./.exec(stdout)?.[1] ?? 0);

/** @returns how many were done again: some, exactly where the database was behind */
async function replay(app: Session): Promise<number> {
  const refused = await app
    .get(ErasureLedger)
    .requireNoneMissing()
    .catch((error: { code?: string }) => error.code);
  const again = await replayErasures(app);
  expect(refused).toBe(again > 0 ? 'erasures_to_replay' : undefined);
  return again;
}
