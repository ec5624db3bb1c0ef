import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { Problem } from '#platform/problems';
import { capacityExceeded } from '#platform/quotas';
import { TenantDirectory } from '#platform/tenancy';
import type { OpenJournal } from './journals.js';
import { countTexts, setTextBytes } from './journals.sql.js';

/** As in the plans: bytes (UTF-8) of the texts of one person. */
const quota = 'journalTextBytes';

/** What the texts of a person may take, in bytes. */
export interface TextRoom {
  /** Null where there is no limit. */
  readonly limit: number | null;
  /** Grows with each text that is accepted. */
  used: number;
}

/**
 * The quota of a person's texts. Their journal counts what they write, which costs nothing, since it is locked for that anyway; so
 * the count is never too small. What is deleted is taken off it once it reaches the limit: then the texts are counted.
 */
@Injectable()
export class TextQuota {
  constructor(private readonly directory: TenantDirectory) {}

  /** The limit of each person of a tenant; null where there is none. */
  limitOf(tenantId: string): number | null {
    return this.directory.byId(tenantId)?.limits[quota] ?? null;
  }

  /**
   * The room for changes for which the journal is locked.
   *
   * @param wanted bytes of their texts, which its `textBytes` has already
   */
  async roomFor(
    tx: Transaction,
    person: Person,
    { textBytes }: OpenJournal,
    wanted: number,
  ): Promise<TextRoom & { counted: boolean }> {
    const limit = this.limitOf(person.tenantId);
    const fits = limit === null || wanted === 0 || (textBytes !== null && textBytes <= limit);
    if (fits) return { limit, used: (textBytes ?? wanted) - wanted, counted: false };
    const [row] = await tx.run(countTexts);
    return { limit, used: row?.bytes ?? 0, counted: true };
  }

  /** Stores a count of the texts, with those that were accepted since. */
  async store(tx: Transaction, { tenantId, userId }: Person, { used }: TextRoom): Promise<void> {
    await tx.run(setTextBytes, tenantId, userId, used);
  }
}

/** Takes the bytes of texts. @returns the problem `quota_exceeded` (402) where there is no room for them */
export function takeRoom(room: TextRoom, bytes: number): Problem | undefined {
  const { limit, used } = room;
  if (limit !== null && bytes > 0 && used + bytes > limit) return capacityExceeded(quota, limit, used, bytes);
  room.used += bytes;
  return undefined;
}
