import { Injectable } from '@nestjs/common';
import { validateBody } from '#platform/http';
import { feedsProblems } from '../feeds.errors.js';
import { SubscriptionChangesDto } from '../subscriptions/subscriptions.dto.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { ReaderFolders } from './reader-folders.service.js';
import { ReaderFollows } from './reader-follows.service.js';
import { streamOf } from './reader-ids.js';
import { MOST_EDITED, type ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

/** Changes what a tenant follows as a client asks, by the rules of the routes of subscriptions. */
@Injectable()
export class ReaderEdits {
  constructor(
    private readonly names: ReaderNames,
    private readonly subscriptions: SubscriptionsService,
    private readonly folders: ReaderFolders,
    private readonly follows: ReaderFollows,
  ) {}

  /**
   * Subscribes to, changes or unsubscribes from feeds.
   *
   * @throws Problem `reader_request_invalid` (400), `subscription_not_found` (404), those of `SubscriptionsService`
   */
  async edit(tenantId: string, input: ReaderInput): Promise<void> {
    const action = input.required('ac');
    const titles = input.all('t', MOST_EDITED);
    const feeds = input.all('s', MOST_EDITED).map(feedIn);
    if (feeds.length === 0) throw feedsProblems.reader_request_invalid({ name: 's' });
    if (action === 'subscribe') await this.subscribe(tenantId, feeds, titles, input);
    else if (action === 'edit') await this.change(tenantId, feeds, titles, input);
    else if (action === 'unsubscribe') await this.unsubscribe(tenantId, feeds);
    else throw feedsProblems.reader_request_invalid({ name: 'ac' });
  }

  private async subscribe(
    tenantId: string,
    feeds: readonly string[],
    titles: readonly string[],
    input: ReaderInput,
  ): Promise<void> {
    const folderId = await this.folders.to(tenantId, input);
    await this.follows.follow(
      tenantId,
      feeds.map((url, n) => ({ url, ...withTitle(titles[n]), ...(folderId !== undefined && { folderId }) })),
    );
  }

  private async change(
    tenantId: string,
    feeds: readonly string[],
    titles: readonly string[],
    input: ReaderInput,
  ): Promise<void> {
    const left = await this.folders.left(tenantId, input);
    const to = await this.folders.to(tenantId, input);
    for (const [n, named] of feeds.entries()) {
      const id = await this.known(tenantId, named);
      const leaves = to === undefined && left.length > 0 && (await this.isIn(tenantId, id, left));
      const folderId = leaves ? null : to;
      const changes = { ...withTitle(titles[n]), ...(folderId !== undefined && { folderId }) };
      await this.subscriptions.change(tenantId, id, await validateBody(SubscriptionChangesDto, changes), undefined);
    }
  }

  private async unsubscribe(tenantId: string, feeds: readonly string[]): Promise<void> {
    for (const named of feeds) await this.subscriptions.delete(tenantId, await this.known(tenantId, named), undefined);
  }

  private async isIn(tenantId: string, id: string, folders: readonly string[]): Promise<boolean> {
    const { folderId } = await this.subscriptions.byId(tenantId, id);
    return folderId !== null && folders.includes(folderId);
  }

  private async known(tenantId: string, named: string): Promise<string> {
    const id = await this.names.subscriptionOfStream(tenantId, named);
    if (id === undefined) throw feedsProblems.subscription_not_found({ id: named });
    return id;
  }
}

const withTitle = (title: string | undefined) => title !== undefined && { title };

function feedIn(id: string): string {
  const stream = streamOf(id);
  if (stream?.kind !== 'feed') throw feedsProblems.reader_request_invalid({ name: 's' });
  return stream.named;
}
