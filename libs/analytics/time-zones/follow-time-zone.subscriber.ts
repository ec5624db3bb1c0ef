import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Operations } from '#platform/operations';
import type { TenantChanged } from '#tenants/events';
import { countAnew } from './count-anew.job.js';
import { hasNames } from './time-zones.sql.js';

/** Has events counted anew when the time zone of their tenant changes, since its days begin at other moments. */
@Injectable()
@Subscribes<TenantChanged>('tenants.tenant.changed', 1, 'analytics.follow-time-zone')
export class FollowTimeZone implements Subscriber<TenantChanged> {
  constructor(private readonly operations: Operations) {}

  async handle({ tenantId, data }: DomainEvent<TenantChanged>, tx: Transaction): Promise<void> {
    if (!data.changed.split(',').includes('time_zone')) return;
    const [row] = await tx.run(hasNames);
    if (row?.has) await this.operations.start(tx, countAnew, { tenantId }, 'analytics.declare');
  }
}
