import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Metering } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { addMetering } from './metering.sql.js';

/** The counts of one tenant; capacity quotas are recorded in the database, under their own names. */
type Counts = { requests: number; errors: number; bytes: number; events: number; aiRequests: number };

/** Rows of one statement, at most. */
const batch = 5_000;

/** Counts in memory and adds the counts to the database at each flush: a kill -9 loses what was not flushed. */
@Injectable()
export class MeteringBuffer extends Metering {
  private counts = new Map<string, Counts>();

  constructor(private readonly database: Database) {
    super();
  }

  override answered(tenantId: string, status: number, bytes: number): void {
    const counts = this.of(tenantId);
    counts.requests += 1;
    counts.bytes += bytes;
    if (status >= 500) counts.errors += 1;
  }

  count(tenantId: string, measure: keyof Counts, n: number): void {
    this.of(tenantId)[measure] += n;
  }

  /** Adds the counts to the database. Those that could not be added stay in memory for the next flush. */
  async flush(): Promise<void> {
    const rows = [...this.counts].flatMap(([tenantId, counts]) =>
      Object.entries(counts).flatMap(([measure, n]) =>
        n > 0 ? [{ tenantId, measure: measure as keyof Counts, n }] : [],
      ),
    );
    this.counts = new Map();
    while (rows.length > 0) {
      const part = rows.slice(0, batch);
      try {
        await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
          tx.run(
            addMetering,
            part.map(({ tenantId }) => tenantId),
            part.map(({ measure }) => measure),
            part.map(({ n }) => n),
          ),
        );
      } catch (error) {
        for (const { tenantId, measure, n } of rows) this.count(tenantId, measure, n);
        throw error;
      }
      rows.splice(0, batch);
    }
  }

  private of(tenantId: string): Counts {
    const known = this.counts.get(tenantId);
    if (known) return known;
    const counts: Counts = { requests: 0, errors: 0, bytes: 0, events: 0, aiRequests: 0 };
    this.counts.set(tenantId, counts);
    return counts;
  }
}
