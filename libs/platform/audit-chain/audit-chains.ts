import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { extendChains } from './audit-chain.sql.js';

/** Lines that one transaction seals: a fraction of a second. */
const AT_ONCE = 2000;

/** Extends the tenants' chains by the lines that became visible. */
@Injectable()
export class AuditChains {
  private readonly log = new Logger('Audit');

  constructor(private readonly database: Database) {}

  /**
   * Seals what there is, and logs the new head of each chain: whoever keeps the logs elsewhere has
   * a copy that nobody with this database can change.
   *
   * @returns how many lines were sealed; none where another worker is sealing
   */
  async extend(signal: AbortSignal): Promise<number> {
    let chained = 0;
    for (let lines = AT_ONCE; lines === AT_ONCE && !signal.aborted; chained += lines) {
      lines = await this.pass();
    }
    return chained;
  }

  private async pass(): Promise<number> {
    const platform = { tenantId: PLATFORM_TENANT_ID };
    const heads = await this.database.transaction(platform, (tx) => tx.run(extendChains, AT_ONCE));
    for (const { tenantId, seq, hash } of heads) {
      this.log.log(`The audit chain of ${tenantId} is sealed up to ${seq}: ${hash.toString('hex')}`);
    }
    return heads.reduce((sum, { lines }) => sum + lines, 0);
  }
}
