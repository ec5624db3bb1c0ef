import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { auditedTenants, chainHead, linesAfter, linesPastHead, unchainedTail } from './audit-chain.sql.js';
import { type BrokenLine, ChainWalk } from './chain-walk.js';

/** Lines that are read at a time. */
const BATCH = 1000;
/** How many later lines are searched for a line that was moved. */
const LOOK_AHEAD = 100;

/** The result of verifying the chain of one tenant. */
export interface AuditFinding {
  readonly tenantId: string;
  /** How many lines are valid, from the first. */
  readonly verified: number;
  /** The head of the chain; it must agree with the line that a worker logged for this place. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly broken: BrokenLine | null;
  /** The lines that are not in the chain yet, and the time of the oldest. */
  readonly unchained: { readonly lines: number; readonly since: Date | null };
}

/** Verifies chains: computes every hash again, in this process and not in the database. */
@Injectable()
export class AuditVerification {
  constructor(private readonly database: Database) {}

  /** The tenants with audit lines, the platform tenant and deleted tenants included. */
  async tenants(): Promise<string[]> {
    const rows = await this.database.read({ tenantId: PLATFORM_TENANT_ID }, auditedTenants);
    return rows.map(({ id }) => id);
  }

  /** Verifies one chain, up to its head at the start. */
  async verify(tenantId: string): Promise<AuditFinding> {
    const [head] = await this.database.read({ tenantId }, chainHead);
    const walk = new ChainWalk();
    const broken =
      (await this.walkLines(tenantId, walk, head?.seq ?? 0)) ?? walk.end(head) ?? (await this.pastHead(tenantId));
    const [tail] = await this.database.read({ tenantId }, unchainedTail);
    return {
      tenantId,
      verified: walk.verified,
      head: head ? { seq: head.seq, hash: head.hash.toString('hex') } : null,
      broken: broken ?? null,
      unchained: { lines: tail?.lines ?? 0, since: tail?.since ?? null },
    };
  }

  private async walkLines(tenantId: string, walk: ChainWalk, upTo: number): Promise<BrokenLine | undefined> {
    let [seq, id] = [Number.MIN_SAFE_INTEGER, NIL_ID];
    while (true) {
      const read = await this.database.read({ tenantId }, linesAfter, seq, id, BATCH);
      const lines = read.filter((line) => line.seq <= upTo);
      const broken = walk.follow(lines);
      if (broken) return this.classified(tenantId, walk, broken);
      const last = lines.at(-1);
      if (!last || read.length < BATCH) return undefined;
      [seq, id] = [last.seq, last.id];
    }
  }

  /** Determines whether an invalid line is altered, reordered or foreign. */
  private async classified(tenantId: string, walk: ChainWalk, broken: BrokenLine): Promise<BrokenLine> {
    if (broken.breach !== 'altered') return broken;
    const after = walk.verified + 1;
    const [line, ...following] = await this.database.read({ tenantId }, linesAfter, after, NIL_ID, LOOK_AHEAD);
    return line ? { ...broken, breach: walk.breachOf(line, following) } : broken;
  }

  private async pastHead(tenantId: string): Promise<BrokenLine | undefined> {
    const [line] = await this.database.read({ tenantId }, linesPastHead);
    return line && { breach: 'foreign', seq: line.seq, id: line.id };
  }
}
