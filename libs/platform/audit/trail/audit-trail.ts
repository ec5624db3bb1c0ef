import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { isUuid } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { PLATFORM_TENANT_ID, type TenantDirectory, tenantNamed } from '#platform/tenancy';
import type { AuditLineDto } from './audit-line.dto.js';
import { auditList, targetList } from './trail.sql.js';

/** Selects audit lines; a filter that is left out matches every line. */
export interface AuditQuery extends ListQuery {
  readonly action?: string | undefined;
  /** The actor's id. */
  readonly actor?: string | undefined;
  /** The target's id. */
  readonly target?: string | undefined;
  /** At or after this moment, in RFC 3339. */
  readonly since?: string | undefined;
  /** Before this moment, in RFC 3339. */
  readonly until?: string | undefined;
}

/** Reads audit lines, one tenant at a time. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /**
   * A cursor step or page of a tenant's lines, the latest first.
   *
   * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
   */
  list(tenantId: string, query: AuditQuery): Promise<ListAnswer<AuditLineDto>> {
    return readList(rowsOfTenant(this.database, tenantId), auditList, query);
  }

  /**
   * A cursor step or page of a tenant's lines about one target, the latest first.
   *
   * @param kind of the target, such as `flag`
   * @param target the target's id
   * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
   */
  about(tenantId: string, kind: string, target: string, query: ListQuery): Promise<ListAnswer<AuditLineDto>> {
    return readList(rowsOfTenant(this.database, tenantId), targetList, { ...query, kind, target });
  }
}

/**
 * The id of the tenant whose lines are requested: by its slug, or by its id when the tenant is deleted.
 * `platform` or undefined is the platform tenant.
 *
 * @throws Problem `tenant_not_found` (404)
 */
export function whoseLines(directory: TenantDirectory, tenant: string | undefined): string {
  if (tenant === undefined) return PLATFORM_TENANT_ID;
  return isUuid(tenant) ? tenant : tenantNamed(directory, tenant).id;
}
