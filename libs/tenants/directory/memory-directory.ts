import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { ResponseCache, SharedTier } from '#platform/cache';
import { Database, Notifications } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { SharedRead } from '#platform/resilience';
import { type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { TENANT_TAG } from '../settings/tenant-settings.js';
import { slugFormat } from '../tenants/tenant-rules.js';
import { type DirectoryRow, directoryVersion, tenantsAfterId, tenantsChangedAfter } from './directory.sql.js';
import { TenantMap } from './tenant-map.js';

const batch = 5_000;
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Every tenant in the memory of this process, brought up to date by version. */
@Injectable()
export class MemoryDirectory extends TenantDirectory {
  private tenants = new TenantMap();
  /** The map that a complete load fills, while one runs. */
  private filling: TenantMap | undefined;
  /** The database version up to which every change is included; undefined before the first load. */
  private version: number | undefined;
  private readonly pulls = new SharedRead(() => this.pull());

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly shared: SharedTier,
    private readonly answers: ResponseCache,
  ) {
    super();
  }

  override bySlug(slug: string): Tenant | undefined {
    return this.tenants.bySlug(slug);
  }

  override byId(id: string): Tenant | undefined {
    return this.tenants.byId(id);
  }

  override all(): Iterable<Tenant> {
    return this.tenants.all();
  }

  override knowsOrigin(origin: string): boolean {
    return this.tenants.knowsOrigin(origin);
  }

  /**
   * The id of a tenant in any state, also of one that another process has just created.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  async idOf(slug: string): Promise<string> {
    // An invalid slug is not looked up.
    if (!this.tenants.idOf(slug) && slugFormat.test(slug)) await this.refresh();
    const id = this.tenants.idOf(slug);
    if (id === undefined) throw tenancyProblems.tenant_not_found({ slug });
    return id;
  }

  override get loaded(): boolean {
    return this.version !== undefined;
  }

  /**
   * Reads the changes. One refresh runs at a time, and calls during it share the next. When it
   * resolves, everything that was committed before the call is included.
   *
   * @throws Problem `database_unavailable` (503); the directory then does not change
   */
  override refresh(): Promise<void> {
    return this.pulls.again();
  }

  /** Adds a write of this process, and notifies the other processes. Call it after the commit. */
  written(row: DirectoryRow): void {
    this.put([row]);
    void this.notifications.publish('tenants_directory');
  }

  private async pull(): Promise<void> {
    const [row] = await this.database.unscopedRead('tenants.registry', directoryVersion);
    const version = row?.version ?? 0;
    // A lower version is that of a restored backup, in which rows may be missing.
    if (this.version === undefined || version < this.version) await this.load(version);
    else if (version > this.version) await this.catchUp(this.version, version);
  }

  /** Rows that change during the load have a later version: the next refresh reads them. */
  private async load(version: number): Promise<void> {
    const fresh = new TenantMap();
    this.filling = fresh;
    const notServed: string[] = [];
    let rows: DirectoryRow[] = [];
    do {
      rows = await this.database.unscopedRead('tenants.registry', tenantsAfterId, rows.at(-1)?.id ?? NIL_ID, batch);
      for (const row of rows) fresh.put(row);
      // Those of a purged tenant were void once it was purged, and purged tenants are kept for good.
      for (const { slug, state } of rows) if (state !== 'active' && state !== 'purged') notServed.push(slug);
    } while (rows.length === batch);
    this.tenants = fresh;
    this.filling = undefined;
    this.version = version;
    void this.voidInTurn(notServed);
  }

  /**
   * Every process may have died before it could void the pages of a tenant that it suspended or deleted. Where thousands are
   * owed at the same time, the shared tier voids the pages of all tenants: so one batch waits for the other.
   */
  private async voidInTurn(slugs: readonly string[]): Promise<void> {
    for (let i = 0; i < slugs.length; i += batch) await this.shared.tenantsChanged(slugs.slice(i, i + batch));
  }

  private async catchUp(from: number, to: number): Promise<void> {
    let last = { directoryVersion: from, id: lastId };
    let rows: DirectoryRow[] = [];
    do {
      rows = await this.database.unscopedRead(
        'tenants.registry',
        tenantsChangedAfter,
        last.directoryVersion,
        last.id,
        batch,
      );
      this.put(rows);
      last = rows.at(-1) ?? last;
    } while (rows.length === batch);
    this.version = Math.max(to, last.directoryVersion);
  }

  private put(rows: readonly DirectoryRow[]): void {
    const changed = rows.filter((row) => {
      const before = this.tenants.bySlug(row.slug);
      this.tenants.put(row);
      this.filling?.put(row);
      // A process that died before it learned of the deletion may have stored pages meanwhile.
      return row.state === 'purged' || (before && !isDeepStrictEqual(before, this.tenants.bySlug(row.slug)));
    });
    // An invalidation may arrive before the change itself: what was answered in between holds the former name and product.
    for (const { id } of changed) this.answers.invalidate(id, [TENANT_TAG]);
    this.voidPages(changed);
  }

  /**
   * A process without a database serves shared pages by the tenant that is stored with them. Each process does this when
   * it learns of the change, because until then it may have stored pages with the former tenant.
   */
  private voidPages(rows: readonly DirectoryRow[]): void {
    if (rows.length > 0) void this.shared.tenantsChanged(rows.map(({ slug }) => slug));
  }
}
