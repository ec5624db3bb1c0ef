import { HoldsOutsideData, type OutsideDataHolder } from '#platform/data-lifecycle';
import { Sessions } from '../sessions/sessions.js';

/** The sessions of a tenant, which are in Redis where there is one. */
@HoldsOutsideData()
export class SessionsOfTenant implements OutsideDataHolder {
  constructor(private readonly sessions: Sessions) {}

  async purgeTenant(tenantId: string): Promise<void> {
    await this.sessions.endTenant(tenantId);
  }
}
