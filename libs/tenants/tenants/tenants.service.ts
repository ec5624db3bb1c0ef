import { Injectable } from '@nestjs/common';
import type { Statement } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import type { ListAnswer } from '#platform/lists';
import { sortKey } from '#platform/text-normalisation';
import { products } from '../products/products.js';
import { chosen } from '../settings/tenant-settings.js';
import { tenantsProblems } from '../tenants.errors.js';
import { details, notDeleted, searchKey } from './tenant-details.js';
import { normalNetworks } from './tenant-networks.js';
import { TenantRegistry } from './tenant-registry.js';
import { checkTenant } from './tenant-rules.js';
import {
  type DemonstrationTenant,
  type NewTenant,
  type TenantChanges,
  type TenantDetails,
  type TenantQuery,
  Tenants,
} from './tenants.js';
import {
  deleteTenant,
  insertTenant,
  resumeTenant,
  suspendTenant,
  type TenantRow,
  undeleteTenant,
  updateTenant,
} from './tenants.sql.js';

/** Days between the deletion of a tenant and its purge, by default. */
const defaultGraceDays = 30;

/** Creates, changes, suspends and deletes tenants. */
@Injectable()
export class TenantsService extends Tenants {
  constructor(private readonly registry: TenantRegistry) {
    super();
  }

  override readonly products = products;

  override async create(tenant: NewTenant, demonstration?: string): Promise<TenantDetails> {
    checkTenant(tenant);
    const { slug, product, plan = 'free' } = tenant;
    const name = tenant.name.trim();
    const row = await this.registry.create(
      newId(),
      () => ({ type: 'tenants.tenant.created', version: 1, data: { slug, product, plan } }),
      insertTenant,
      slug,
      name,
      sortKey(name),
      searchKey(name, slug),
      product,
      plan,
      once(tenant.origins ?? []),
      normalNetworks(tenant.networks ?? []),
      JSON.stringify(chosen(tenant)),
      demonstration ?? null,
    );
    if (!row) throw tenantsProblems.tenant_slug_taken({ slug });
    return details(row);
  }

  override demonstrations(): Promise<readonly DemonstrationTenant[]> {
    return this.registry.demonstrations();
  }

  override async bySlug(slug: string): Promise<TenantDetails> {
    return details(await this.registry.row(slug));
  }

  override async list(query: TenantQuery): Promise<ListAnswer<TenantDetails>> {
    const { data, page } = await this.registry.list(query);
    return { data: data.map(details), page };
  }

  override async update(slug: string, versions: ExpectedVersions, changes: TenantChanges): Promise<TenantDetails> {
    checkTenant(changes);
    const { plan, origins, networks } = changes;
    const name = changes.name?.trim();
    const settings = chosen(changes);
    const given = Object.entries({ name, plan, origins, networks, ...settings }).filter(
      ([, value]) => value !== undefined,
    );
    const changed = given.map(([field]) => field).join(',');
    const row = await this.registry.change(
      slug,
      () => ({ type: 'tenants.tenant.changed', version: 1, data: { slug, changed } }),
      updateTenant,
      versions ?? null,
      name ?? null,
      name === undefined ? null : sortKey(name),
      name === undefined ? null : searchKey(name, slug),
      plan ?? null,
      origins ? once(origins) : null,
      networks ? normalNetworks(networks) : null,
      JSON.stringify(settings),
    );
    if (row) return details(row);
    const current = await this.registry.row(slug);
    assertVersion(versions, current.version);
    return details(notDeleted(current));
  }

  override async suspend(slug: string, reason?: string): Promise<TenantDetails> {
    checkTenant({ reason });
    return this.moved(slug, 'suspended', suspendTenant, reason?.trim() ?? null);
  }

  override resume(slug: string): Promise<TenantDetails> {
    return this.moved(slug, 'resumed', resumeTenant);
  }

  override async delete(
    slug: string,
    versions: ExpectedVersions,
    graceDays = defaultGraceDays,
  ): Promise<TenantDetails> {
    checkTenant({ graceDays });
    const row = await this.registry.change(
      slug,
      ({ purgeAt }) => ({
        type: 'tenants.tenant.deleted',
        version: 1,
        data: { slug, purgeAt: purgeAt?.toISOString() ?? '' },
      }),
      deleteTenant,
      versions ?? null,
      graceDays,
    );
    if (row) return details(row);
    const current = await this.registry.row(slug);
    assertVersion(versions, current.version);
    return details(current);
  }

  override undelete(slug: string): Promise<TenantDetails> {
    return this.moved(slug, 'undeleted', undeleteTenant);
  }

  /** Changes the state of a tenant, unless it has that state already. @throws Problem `tenant_deleted` (409) */
  private async moved<Values extends readonly unknown[]>(
    slug: string,
    to: 'suspended' | 'resumed' | 'undeleted',
    change: Statement<TenantRow, readonly [slug: string, ...Values]>,
    ...values: Values
  ): Promise<TenantDetails> {
    const event = { type: `tenants.tenant.${to}`, version: 1, data: { slug } } as const;
    const row = await this.registry.change(slug, () => event, change, ...values);
    return details(row ?? notDeleted(await this.registry.row(slug)));
  }
}

/** The origins without repeats, which are equal texts: each has the only form that is accepted. */
const once = (origins: readonly string[]): string[] => [...new Set(origins)];
