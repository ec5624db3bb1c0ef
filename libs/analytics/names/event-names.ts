import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '#platform/database';
import { allNames, lockNames, useNames } from './names.sql.js';

/** Names of events that a tenant may have, at most: a name is a kind of event, and what differs belongs into its properties. */
export const mostNames = 1000;
/** Names that a process remembers, of all tenants. */
const MOST_REMEMBERED = 200_000;
/** Milliseconds for which a tenant without room for names is asked for no more of them. */
const FULL_MS = 60_000;

/** The names of a tenant, as this process knows them. */
interface Known {
  /** Those whose use was noted on this day. */
  readonly used: Set<string>;
  /** All of them, once there was no room for another; and until when nothing else is asked. */
  full?: { readonly names: ReadonlySet<string>; readonly until: number };
}

/** Bounds the number of event names of a tenant. A name that is not used for 30 days makes room for another. */
@Injectable()
export class EventNames {
  private readonly known = new LRUCache<string, Known>({
    maxSize: MOST_REMEMBERED,
    sizeCalculation: ({ used, full }) => 1 + used.size + (full?.names.size ?? 0),
  });

  constructor(private readonly database: Database) {}

  /**
   * Those of the names that the tenant may use, and perhaps others; synchronous where all were used on this day (UTC).
   *
   * @throws what `Database` throws
   */
  admit(tenantId: string, wanted: ReadonlySet<string>): ReadonlySet<string> | Promise<ReadonlySet<string>> {
    const key = `${tenantId} ${new Date().toISOString().slice(0, 10)}`;
    const known = this.known.get(key) ?? { used: new Set() };
    const full = known.full && known.full.until > Date.now() ? known.full.names : undefined;
    const others = [...wanted].filter((name) => !known.used.has(name) && (full?.has(name) ?? true));
    if (others.length === 0) return known.used;
    return this.use(tenantId, others).then(({ used, all }) => {
      for (const name of used) known.used.add(name);
      if (all) known.full = { names: all, until: Date.now() + FULL_MS };
      // A new object: of one that it has the cache takes no new size.
      this.known.set(key, { ...known });
      return known.used;
    });
  }

  /** `all` where there was no room for one. */
  private use(tenantId: string, names: readonly string[]): Promise<{ used: string[]; all?: Set<string> }> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockNames, tenantId);
      const used = (await tx.run(useNames, names, mostNames)).map(({ name }) => name);
      if (used.length === names.length) return { used };
      return { used, all: new Set((await tx.run(allNames)).map(({ name }) => name)) };
    });
  }
}
