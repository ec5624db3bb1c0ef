import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { auditedTenants, chainHead, linesAfter, linesPastHead, unchainedTail } from './audit-chain.sql.js';
import { type BrokenLine, ChainWalk } from './chain-walk.js';

/** Lines that are in memory at once. */
const BATCH = 1000;
/** How far a line that was moved is looked for. */
const LOOK_AHEAD = 100;
const LEAST_ID = '00000000-0000-0000-0000-000000000000';

/** What the lines of one tenant turn out to be. */
export interface AuditFinding {
  readonly tenantId: string;
  /** Lines that hold, from the first on. */
  readonly verified: number;
  /** The end of the chain as it was found: what the log of the worker once said of this place must agree. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly broken: BrokenLine | null;
  /** Lines that nothing protects yet, and the moment of the oldest. */
  readonly unsealed: { readonly lines: number; readonly since: Date | null };
}

/** Computes every hash anew, here and not in the database. */
@Injectable()
export class AuditVerification {
  constructor(private readonly database: Database) {}

  /** The tenants that ever wrote a line, the deployment and those that are gone included. */
  async tenants(): Promise<string[]> {
    const rows = await this.database.read({ tenantId: PLATFORM_TENANT_ID }, auditedTenants);
    return rows.map(({ id }) => id);
  }

  /** Verifies one chain; lines that are sealed meanwhile are left to the next time. */
  async verify(tenantId: string): Promise<AuditFinding> {
    const [head] = await this.database.read({ tenantId }, chainHead);
    const walk = new ChainWalk();
    const broken =
      (await this.walked(tenantId, walk, head?.seq ?? 0)) ?? walk.end(head) ?? (await this.pastHead(tenantId));
    const [tail] = await this.database.read({ tenantId }, unchainedTail);
    return {
      tenantId,
      verified: walk.verified,
      head: head ? { seq: head.seq, hash: head.hash.toString('hex') } : null,
      broken: broken ?? null,
      unsealed: { lines: tail?.lines ?? 0, since: tail?.since ?? null },
    };
  }

  private async walked(tenantId: string, walk: ChainWalk, upTo: number): Promise<BrokenLine | undefined> {
    let [seq, id] = [Number.MIN_SAFE_INTEGER, LEAST_ID];
    while (true) {
      const read = await this.database.read({ tenantId }, linesAfter, seq, id, BATCH);
      const lines = read.filter((line) => line.seq <= upTo);
      const broken = walk.follow(lines);
      if (broken) return this.named(tenantId, walk, broken);
      const last = lines.at(-1);
      if (!last || read.length < BATCH) return undefined;
      [seq, id] = [last.seq, last.id];
    }
  }

  /** Says more of an altered line than that it does not hold. */
  private async named(tenantId: string, walk: ChainWalk, broken: BrokenLine): Promise<BrokenLine> {
    if (broken.breach !== 'altered') return broken;
    const after = walk.verified + 1;
    const [line, ...following] = await this.database.read({ tenantId }, linesAfter, after, LEAST_ID, LOOK_AHEAD);
    return line ? { ...broken, breach: walk.breachOf(line, following) } : broken;
  }

  private async pastHead(tenantId: string): Promise<BrokenLine | undefined> {
    const [line] = await this.database.read({ tenantId }, linesPastHead);
    return line && { breach: 'foreign', seq: line.seq, id: line.id };
  }
}
