import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { inBody } from '#platform/problems';
import { ProductContexts, platformTenant, TenantDirectory } from '#platform/tenancy';
import { dataLifecycleProblems } from '../data-lifecycle.errors.js';
import type { RetentionDto } from './retention.dto.js';
import { chooseRetention, forgetRetention, retentionPeriods } from './retention.sql.js';

/** How long a tenant keeps rows, where their tables let it choose. */
@Injectable()
export class RetentionPeriods {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  /** The periods that a tenant may choose, by name. */
  async list(tenantId: string): Promise<RetentionDto[]> {
    const periods = await this.database.read({ tenantId }, retentionPeriods, null);
    return this.own(tenantId, periods).map((period) => this.bounded(tenantId, period));
  }

  /**
   * Chooses how long rows of a table stay. Rows that are older are deleted within minutes.
   *
   * @param days null for as long as the table declares, or the plan allows
   * @throws Problem `retention_not_found` (404), `retention_out_of_range` (400)
   */
  choose(tenantId: string, name: string, days: number | null): Promise<RetentionDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [declared] = this.own(tenantId, await tx.run(retentionPeriods, name));
      if (!declared) throw dataLifecycleProblems.retention_not_found({ name });
      const period = this.bounded(tenantId, declared);
      if (days === null) await tx.run(forgetRetention, name);
      else await tx.run(chooseRetention, tenantId, name, inRange(days, period));
      const action = 'platform.retention.chosen';
      await this.audit.record(tx, { action, targetKind: 'table', targetId: name, details: { days } });
      return { ...period, days: days ?? period.longest };
    });
  }

  /** Those of tables that may hold rows of the tenant: tables are named by their context, which its product may lack. */
  private own<P extends RetentionDto>(tenantId: string, periods: readonly P[]): P[] {
    return this.products.among(this.directory.byId(tenantId) ?? platformTenant, periods, ({ name }) => name);
  }

  /** The period within what the plan of the tenant allows. A choice of before stays, for when a plan allows it again. */
  private bounded(tenantId: string, { quota, ...period }: RetentionDto & { quota: string | null }): RetentionDto {
    const allowed = quota === null ? null : this.directory.byId(tenantId)?.limits[quota];
    const longest = Math.min(period.longest, Math.max(allowed ?? Infinity, period.shortest));
    return { ...period, longest, days: Math.min(period.days, longest) };
  }
}

function inRange(days: number, { name, shortest, longest }: RetentionDto): number {
  if (days >= shortest && days <= longest) return days;
  const detail = {
    en: `Give ${shortest} to ${longest} days.`,
    fr: `Donnez de ${shortest} à ${longest} jours.`,
  };
  const fault = inBody('out_of_range', '/days', detail);
  throw dataLifecycleProblems.retention_out_of_range({ name, shortest, longest }, fault);
}
