import { Module } from '@nestjs/common';
import { OutboundModule } from '#platform/outbound';
import { Documents } from './documents/documents.js';
import { Feeds } from './feeds.service.js';
import { FeedRequests } from './sources/feed-requests.js';
import { PostDelivery } from './sources/post-delivery.js';
import { Credentials } from './subscriptions/credentials.js';
import { NewSubscriptions } from './subscriptions/new-subscriptions.js';

/** What the routes, the jobs and the command line share. */
@Module({
  imports: [OutboundModule],
  providers: [Documents, FeedRequests, PostDelivery, Credentials, NewSubscriptions, Feeds],
  exports: [Documents, FeedRequests, PostDelivery, Credentials, NewSubscriptions, Feeds],
})
export class FeedsModule {}
