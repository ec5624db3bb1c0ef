import { Injectable } from '@nestjs/common';
import type { UsersSignedIn } from '#auth/events';
import type { AppsDownloaded, AppsViewed, SearchesEmpty } from '#catalog/events';
import type { PostsRead } from '#feeds/events';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { ProductContexts, TenantDirectory } from '#platform/tenancy';
import { addProductEvents } from '../ledger/event-counts.sql.js';

type Counted = AppsViewed | AppsDownloaded | SearchesEmpty | PostsRead | UsersSignedIn;

/** The names of what the product itself counts; clients have none that begins like these. */
const names = {
  'catalog.apps.viewed': 'palier.app.viewed',
  'catalog.apps.downloaded': 'palier.app.downloaded',
  'catalog.searches.empty': 'palier.search.empty',
  'feeds.posts.read': 'palier.post.read',
  'auth.users.signed-in': 'palier.user.signed-in',
} as const satisfies Record<Counted['type'], string>;

/** Adds what other contexts count to the counts of events, for the tenants that have analytics. */
@Injectable()
@Subscribes<AppsViewed>('catalog.apps.viewed', 1, 'analytics.count-app-views')
@Subscribes<AppsDownloaded>('catalog.apps.downloaded', 1, 'analytics.count-app-downloads')
@Subscribes<SearchesEmpty>('catalog.searches.empty', 1, 'analytics.count-empty-searches')
@Subscribes<PostsRead>('feeds.posts.read', 1, 'analytics.count-posts-read')
@Subscribes<UsersSignedIn>('auth.users.signed-in', 1, 'analytics.count-sign-ins')
export class CountProductEvents implements Subscriber<Counted> {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  /** Counts events at the hour and day at which they were published, within seconds of when they happened. */
  async handle({ tenantId, type, occurredAt, data }: DomainEvent<Counted>, tx: Transaction): Promise<void> {
    const tenant = this.directory.byId(tenantId);
    // One that is being deleted has no counts any more.
    if (!tenant || !this.products.includes(tenant.product, 'analytics')) return;
    await tx.run(addProductEvents, names[type], occurredAt, countOf(data), tenant.timeZone);
  }
}

function countOf(data: Counted['data']): number {
  if ('count' in data) return data.count;
  const apps: readonly { views?: number; downloads?: number }[] = data.apps;
  return apps.reduce((sum, { views = 0, downloads = 0 }) => sum + views + downloads, 0);
}
