import { actsFor, type Principal } from '#platform/access';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { realtimeProblems } from './realtime.errors.js';

/** Open streams of one user or one key in a process, at most: all sessions of a user count together. */
const MOST_OF_ONE = 10;
/** Open streams without a caller of one address, at most. */
const MOST_OF_ADDRESS = 20;

/** Who opens a stream: a caller, or on a public route an address. */
export interface Opener {
  readonly principal: Principal | undefined;
  readonly address: string;
  /** The tenant that the stream is about; the platform by default. */
  readonly tenantId: string | undefined;
  /** Ends the stream, which then gives its place back at once. */
  readonly end: () => void;
}

/**
 * The places of the open streams of a process. A tenant may take all that are free; once none is, a tenant with fewer takes
 * those of the tenant with the most. So each finds its equal share, however many streams others have open.
 */
export class StreamPlaces {
  private readonly all: Places;
  private readonly public: Places;
  /** Open streams by opener; one without streams has no entry. */
  private readonly counts = new Map<string, number>();

  /** @param most open streams of the process; half of them may be on public routes */
  constructor(private readonly most: number) {
    this.all = new Places(most);
    this.public = new Places(Math.ceil(most / 2));
  }

  /**
   * Takes a place for a stream. It may end the newest stream of a tenant that has more.
   *
   * @returns gives the place back; to be called once
   * @throws Problem `event_streams_full` (429)
   */
  take(opener: Opener): () => void {
    const { principal, address, tenantId = PLATFORM_TENANT_ID } = opener;
    const key = principal ? `${principal.kind} ${principal.tenantId} ${actsFor(principal)}` : address;
    const mostOfOne = principal ? MOST_OF_ONE : MOST_OF_ADDRESS;
    const yours = this.counts.get(key) ?? 0;
    const places = principal ? [this.all] : [this.public, this.all];
    if (yours >= mostOfOne || !places.every((each) => each.makeRoom(tenantId)))
      throw refusal(yours, mostOfOne, this.all.taken, this.most);
    for (const each of places) each.add(tenantId, opener);
    this.counts.set(key, yours + 1);
    return () => {
      for (const each of places) each.remove(tenantId, opener);
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}

/** Places that tenants share. */
class Places {
  taken = 0;
  /** Those of a tenant in the order in which they were taken; one without has no entry. */
  private readonly byTenant = new Map<string, Set<Opener>>();

  constructor(private readonly most: number) {}

  /** @returns whether there is room for one more of the tenant, perhaps by ending a stream of a tenant that has more */
  makeRoom(tenantId: string): boolean {
    if (this.taken < this.most) return true;
    const own = this.byTenant.get(tenantId)?.size ?? 0;
    const [largest] = [...this.byTenant.values()].sort((a, b) => b.size - a.size);
    if (!largest || largest.size <= own + 1) return false;
    [...largest].at(-1)?.end();
    return this.taken < this.most;
  }

  add(tenantId: string, opener: Opener): void {
    this.taken += 1;
    const same = this.byTenant.get(tenantId) ?? new Set();
    this.byTenant.set(tenantId, same.add(opener));
  }

  remove(tenantId: string, opener: Opener): void {
    const same = this.byTenant.get(tenantId);
    if (same?.delete(opener)) this.taken -= 1;
    if (same?.size === 0) this.byTenant.delete(tenantId);
  }
}

function refusal(yours: number, mostOfOne: number, all: number, most: number) {
  const fullOf = yours >= mostOfOne ? 'caller' : 'server';
  return realtimeProblems.event_streams_full({ yours, mostOfOne, all, most }, { extensions: { fullOf } });
}
