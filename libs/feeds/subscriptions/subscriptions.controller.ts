import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, type ExpectedVersions, Id, IfMatch, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { mayRead, mayWrite } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import {
  NewSubscriptionDto,
  SubscriptionChangesDto,
  SubscriptionDto,
  SubscriptionsDto,
  SubscriptionsQueryDto,
} from './subscriptions.dto.js';
import { SubscriptionsService } from './subscriptions.service.js';

const SubscriptionId = () => Id('id', feedsProblems.subscription_not_found);

@Tag('Subscriptions', 'The feeds that the tenant follows.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/feeds/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  /** List the feeds that the tenant follows, with the health of each. */
  @Get()
  @mayRead()
  list(@Query() query: SubscriptionsQueryDto, @Caller() { tenantId }: Caller): Promise<SubscriptionsDto> {
    return this.subscriptions.list(tenantId, query);
  }

  /** Read a subscription. */
  @Get(':id')
  @mayRead()
  @Answers('subscription_not_found')
  read(@SubscriptionId() id: string, @Caller() { tenantId }: Caller): Promise<SubscriptionDto> {
    return this.subscriptions.byId(tenantId, id);
  }

  /**
   * Subscribe to a feed, or to the feed of a site. The result of the operation is `{ subscriptionId }`, or where the site has
   * several feeds `{ choices: [{ url, title }] }`, of which the client subscribes to those that it wants.
   */
  @Post()
  @mayWrite()
  @Idempotent({ secret: true })
  @StartsOperation()
  @Answers('invalid_feed_address', 'already_subscribed', 'unknown_folder')
  create(@Body() subscription: NewSubscriptionDto, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.subscriptions.create(tenantId, subscription);
  }

  /** Change, pause or resume a subscription, at the version given by If-Match. */
  @Patch(':id')
  @mayWrite()
  @Answers('subscription_not_found', 'unknown_folder')
  change(
    @SubscriptionId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() changes: SubscriptionChangesDto,
    @Caller() { tenantId }: Caller,
  ): Promise<SubscriptionDto> {
    return this.subscriptions.change(tenantId, id, changes, versions);
  }

  /**
   * Unsubscribe from a feed, at the version given by If-Match. Its posts are deleted with it. The filters for this subscription
   * alone end with it, and their marks.
   */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('subscription_not_found')
  delete(
    @SubscriptionId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Caller() { tenantId }: Caller,
  ): Promise<void> {
    return this.subscriptions.delete(tenantId, id, versions);
  }
}
