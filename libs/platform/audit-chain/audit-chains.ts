import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { appendChains } from './audit-chain.sql.js';

/** Lines that one transaction appends, in a fraction of a second. */
const BATCH = 2000;

/** Appends committed audit lines to the chains of their tenants. */
@Injectable()
export class AuditChains {
  private readonly log = new Logger('Audit');

  constructor(private readonly database: Database) {}

  /**
   * Appends all pending lines, and logs the new head of each chain: logs that are stored elsewhere hold a
   * copy of the heads that a database administrator cannot change.
   *
   * @returns how many lines were appended; 0 while another worker is appending
   */
  async append(signal: AbortSignal): Promise<number> {
    let chained = 0;
    for (let lines = BATCH; lines === BATCH && !signal.aborted; chained += lines) {
      lines = await this.pass();
    }
    return chained;
  }

  private async pass(): Promise<number> {
    const platform = { tenantId: PLATFORM_TENANT_ID };
    const heads = await this.database.transaction(platform, (tx) => tx.run(appendChains, BATCH));
    for (const { tenantId, seq, hash } of heads) {
      this.log.log(`The audit chain of ${tenantId} ends at line ${seq}: ${hash.toString('hex')}`);
    }
    return heads.reduce((sum, { lines }) => sum + lines, 0);
  }
}
