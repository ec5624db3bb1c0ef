import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import type { AppsDownloaded, AppsViewed } from '../events/index.js';
import { addToDay } from './activity.sql.js';

/** Adds the views and downloads that processes counted to the days of apps. */
@Injectable()
@Subscribes<AppsViewed>('catalog.apps.viewed', 1, 'catalog.count-views')
@Subscribes<AppsDownloaded>('catalog.apps.downloaded', 1, 'catalog.count-downloads')
export class CountActivity implements Subscriber<AppsViewed | AppsDownloaded> {
  async handle({ tenantId, data }: DomainEvent<AppsViewed | AppsDownloaded>, tx: Transaction): Promise<void> {
    const apps: readonly { id: string; views?: number; downloads?: number }[] = data.apps;
    await tx.run(
      addToDay,
      tenantId,
      data.day,
      apps.map(({ id }) => id),
      apps.map(({ views = 0 }) => views),
      apps.map(({ downloads = 0 }) => downloads),
    );
  }
}
