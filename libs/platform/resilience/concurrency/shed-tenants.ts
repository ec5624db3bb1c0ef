import type { Priority } from '#platform/routes';
import { rankOf } from './shares.js';

/** For how many milliseconds a tenant is shed. */
const LASTS_MS = 15_000;
/** A tenant that still takes too much after so many milliseconds is shed of normal work, too. */
const AGAIN_AFTER_MS = 2000;

interface Shed {
  readonly since: number;
  readonly until: number;
  /** From which rank on its work is done. */
  readonly from: 1 | 2;
}

/**
 * The tenants whose work took more of this process than their share, and is refused for a while before anybody else's is: first
 * the sheddable, then the normal as well, never the vital.
 */
export class ShedTenants {
  private readonly tenants = new Map<string, Shed>();

  /** @param now milliseconds that only grow */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @returns which work of the tenant is refused from now on; undefined where nothing changed but for how long */
  shed(tenantId: string): 'sheddable' | 'normal' | undefined {
    const now = this.now();
    const before = this.inForce(tenantId, now);
    const from = before && (before.from === 2 || now - before.since >= AGAIN_AFTER_MS) ? 2 : 1;
    const changed = before?.from !== from;
    this.tenants.set(tenantId, { since: changed ? now : before.since, until: now + LASTS_MS, from });
    if (!changed) return undefined;
    return from === 2 ? 'normal' : 'sheddable';
  }

  refuses(tenantId: string, priority: Priority): boolean {
    // Asked for each request, and nearly always there is none.
    if (this.tenants.size === 0) return false;
    const shed = this.inForce(tenantId, this.now());
    return shed !== undefined && rankOf(priority) < shed.from;
  }

  private inForce(tenantId: string, now: number): Shed | undefined {
    const shed = this.tenants.get(tenantId);
    if (shed && shed.until > now) return shed;
    this.tenants.delete(tenantId);
    return undefined;
  }
}

/** Those of this process: its event loop and its connections are shared by all applications in it. */
export const shedTenants = new ShedTenants();
