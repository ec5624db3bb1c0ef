import { Module } from '@nestjs/common';
import { FeedsModule } from '../feeds.module.js';
import { AnnouncesMarked } from '../filters/announce-marked.job.js';
import { NotifiesFollowers } from '../health/notify-followers.job.js';
import { ImportsOpml } from '../opml/import-opml.job.js';
import { DeliversPosts } from '../sources/deliver-posts.job.js';
import { HostTurns } from '../sources/host-turns.js';
import { SchedulesSync } from '../sources/schedule-sync.job.js';
import { SourceSync } from '../sources/source-sync.js';
import { SyncsTenant } from '../sources/sync-tenant.job.js';
import { Subscribes } from '../subscriptions/subscribe.job.js';
import { FeedFailingWebhook, FeedRecoveredWebhook } from '../webhooks/feed-health.webhook.js';
import { PostsMarkedWebhook } from '../webhooks/posts-marked.webhook.js';

/** The jobs of feeds. */
@Module({
  imports: [FeedsModule],
  providers: [
    HostTurns,
    SourceSync,
    SchedulesSync,
    SyncsTenant,
    DeliversPosts,
    AnnouncesMarked,
    NotifiesFollowers,
    Subscribes,
    ImportsOpml,
    PostsMarkedWebhook,
    FeedFailingWebhook,
    FeedRecoveredWebhook,
  ],
})
export class FeedsWorkerModule {}
