import { Injectable } from '@nestjs/common';
import type { Statement } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import type { ListAnswer } from '#platform/lists';
import { sortKey } from '#platform/text-normalisation';
import type { Product } from '../products/product.js';
import { products } from '../products/products.js';
import { chosen } from '../settings/tenant-settings.js';
import { tenantsProblems } from '../tenants.errors.js';
import { details, notDeleted, searchKey } from './tenant-details.js';
import { normalNetworks } from './tenant-networks.js';
import { TenantRegistry } from './tenant-registry.js';
import { checkTenant } from './tenant-rules.js';
import type { DemonstrationTenant, NewTenant, TenantChanges, TenantDetails, TenantQuery } from './tenants.js';
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
export class Tenants {
  constructor(private readonly registry: TenantRegistry) {}

  /** Every product that a tenant can have. */
  readonly products: readonly Product[] = products;

  /**
   * @param demonstration which demonstration it is, for ever; without it, it is none
   * @throws Problem `invalid_tenant` (400), `tenant_slug_taken` (409)
   */
  async create(tenant: NewTenant, demonstration?: string): Promise<TenantDetails> {
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

  /** The tenants that were made as demonstrations, but those whose purge has begun. */
  demonstrations(): Promise<readonly DemonstrationTenant[]> {
    return this.registry.demonstrations();
  }

  /** @throws Problem `tenant_not_found` (404) */
  async bySlug(slug: string): Promise<TenantDetails> {
    return details(await this.registry.row(slug));
  }

  /** @throws Problem `invalid_cursor` (400) for a cursor of another list or sort; `mixed_pagination`, `page_out_of_reach` (400) */
  async list(query: TenantQuery): Promise<ListAnswer<TenantDetails>> {
    const { data, page } = await this.registry.list(query);
    return { data: data.map(details), page };
  }

  /**
   * Changes a tenant. Where everything is so already, nothing is written.
   *
   * @param versions those that the caller accepts, undefined to change any version
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409),
   *   `precondition_failed` (412)
   */
  async update(slug: string, versions: ExpectedVersions, changes: TenantChanges): Promise<TenantDetails> {
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

  /**
   * Makes every route of the tenant answer 403 `tenant_suspended`, within a second in every
   * process. A tenant that is suspended already does not change, and retains the first reason.
   *
   * @param reason for operators, at most 500 characters
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `tenant_deleted` (409)
   */
  async suspend(slug: string, reason?: string): Promise<TenantDetails> {
    checkTenant({ reason });
    return this.moved(slug, 'suspended', suspendTenant, reason?.trim() ?? null);
  }

  /**
   * Serves a suspended tenant again; an active tenant does not change.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409)
   */
  resume(slug: string): Promise<TenantDetails> {
    return this.moved(slug, 'resumed', resumeTenant);
  }

  /**
   * Makes every route of the tenant answer 404 `tenant_not_found`; it is purged after the grace period.
   * A tenant that is deleted already does not change, and retains the first date.
   *
   * @param versions those that the caller accepts, undefined to delete any version
   * @param graceDays 0 to 90, 30 where it is left out
   * @throws Problem `invalid_tenant` (400), `tenant_not_found` (404), `precondition_failed` (412)
   */
  async delete(slug: string, versions: ExpectedVersions, graceDays = defaultGraceDays): Promise<TenantDetails> {
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

  /**
   * Restores a deleted tenant to its state before, active or suspended; a tenant that is not deleted
   * does not change.
   *
   * @throws Problem `tenant_not_found` (404), `tenant_deleted` (409) once its purge has begun
   */
  undelete(slug: string): Promise<TenantDetails> {
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
