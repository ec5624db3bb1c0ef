import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { validateBody } from '#platform/http';
import { hasEnded, type Operation, Operations } from '#platform/operations';
import { NewSubscriptionDto } from '../subscriptions/subscriptions.dto.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { feedId } from './reader-ids.js';
import { ReaderNames } from './reader-names.service.js';

const STEP_MS = 200;

const NO_FEED = 'The site names pages that name feeds. Give the address of one feed.';

/** A feed to follow. */
interface FollowRequest {
  readonly url: string;
  readonly title?: string;
  readonly folderId?: string;
}

/** Subscribes to feeds. Clients of the protocol wait for that, and cannot choose among the feeds of a site. */
@Injectable()
export class ReaderFollows {
  /** How long a client waits until its feeds were found, in milliseconds. */
  mostWaitMs = 8000;

  constructor(
    private readonly names: ReaderNames,
    private readonly subscriptions: SubscriptionsService,
    private readonly operations: Operations,
  ) {}

  /** @throws Problem those of `SubscriptionsService.create` */
  async follow(tenantId: string, feeds: readonly FollowRequest[]): Promise<void> {
    const until = performance.now() + this.mostWaitMs;
    for (const request of feeds) {
      const choice = choiceOf(await this.start(tenantId, request, until));
      // Once: a site could name pages that name others without an end.
      if (choice) await this.start(tenantId, { ...request, url: choice }, until);
    }
  }

  /**
   * Follows the first feed at an address, and says which that is, or why there is none. Of a feed that was not found in time it
   * gives the id that its subscription will have, if one is found.
   */
  async quickAdd(tenantId: string, query: string) {
    const address = query.replace(/^feed\/(?=.)/, '');
    const found = await this.find(tenantId, address, performance.now() + this.mostWaitMs);
    if ('error' in found) return { query, numResults: 0, error: found.error };
    return { query, numResults: 1, streamId: feedId(found.id), streamName: address };
  }

  private async find(
    tenantId: string,
    url: string,
    until: number,
    isChoice = false,
  ): Promise<{ id: string } | { error: string }> {
    const followed = await this.names.subscriptionAt(tenantId, url);
    if (followed !== undefined) return { id: followed };
    const operation = await this.start(tenantId, { url }, until);
    const { state, result, error, id } = operation;
    const choice = choiceOf(operation);
    if (choice) return isChoice ? { error: NO_FEED } : this.find(tenantId, choice, until, true);
    if (state === 'failed') {
      // The address led to a feed that is followed.
      const known = error?.code === 'already_subscribed' && (await this.names.subscriptionOfOperation(tenantId, id));
      return known ? { id: known } : { error: error?.detail.en ?? '' };
    }
    return { id: (result as { subscriptionId?: string } | null)?.subscriptionId ?? id };
  }

  /** The operation that subscribes to a feed, once it has ended or the client has waited long enough. */
  private async start(tenantId: string, request: FollowRequest, until: number): Promise<Operation> {
    const subscription = await validateBody(NewSubscriptionDto, request);
    let operation = await this.subscriptions.create(tenantId, subscription);
    while (!hasEnded(operation) && performance.now() < until) {
      await pause(STEP_MS);
      operation = await this.operations.find({ tenantId }, operation.id);
    }
    return operation;
  }
}

/** The first of the feeds among which the caller would have to choose. */
function choiceOf({ result }: Operation): string | undefined {
  return (result as { choices?: { url: string }[] } | null)?.choices?.[0]?.url;
}
