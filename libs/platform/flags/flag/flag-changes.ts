import { Injectable } from '@nestjs/common';
import { type AuditLine, AuditTrail } from '#platform/audit';
import type { ListAnswer, ListQuery } from '#platform/lists';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { FLAG, Flags } from './flags.js';

/** One change of a flag's setting, as the audit tells it. */
export interface FlagChange extends Pick<AuditLine, 'id' | 'at' | 'actorKind' | 'actorId'> {
  readonly change: 'set' | 'cleared';
  /** Empty where none was given. */
  readonly reason: string;
  /** The setting after a change; how many tenants and users its lists name. Null once it was cleared. */
  readonly setting: Readonly<Record<string, string | number | boolean | null>> | null;
}

/** Who changed a flag, why and to what. */
@Injectable()
export class FlagChanges {
  constructor(
    private readonly flags: Flags,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * A cursor step or page of the changes of a flag, the latest first.
   *
   * @throws Problem `flag_not_found` (404), and those of `AuditTrail`
   */
  async list(name: string, query: ListQuery): Promise<ListAnswer<FlagChange>> {
    this.flags.get(name);
    const { data, page } = await this.trail.about(PLATFORM_TENANT_ID, FLAG, name, query);
    return { data: data.map(changeOf), page };
  }
}

function changeOf({ id, at, actorKind, actorId, action, details }: AuditLine): FlagChange {
  const change = action === 'flags.flag.cleared' ? 'cleared' : 'set';
  const { reason = '', ...setting } = details ?? {};
  return { id, at, actorKind, actorId, change, reason: String(reason), setting: change === 'set' ? setting : null };
}
