import { Injectable } from '@nestjs/common';
import { type AuditLineDto, AuditTrail } from '#platform/audit';
import type { ListAnswer, ListQuery } from '#platform/lists';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { FlagChangeDto } from './flag-change.dto.js';
import { FLAG, Flags } from './flags.js';

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
  async list(name: string, query: ListQuery): Promise<ListAnswer<FlagChangeDto>> {
    this.flags.get(name);
    const { data, page } = await this.trail.about(PLATFORM_TENANT_ID, FLAG, name, query);
    return { data: data.map(changeOf), page };
  }
}

function changeOf({ id, at, actorKind, actorId, action, details }: AuditLineDto): FlagChangeDto {
  const change = action === 'flags.flag.cleared' ? 'cleared' : 'set';
  const { reason = '', ...setting } = details ?? {};
  return { id, at, actorKind, actorId, change, reason: String(reason), setting: change === 'set' ? setting : null };
}
