import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { validateBody } from '#platform/http';
import { newId } from '#platform/ids';
import { hasEnded, type Operation, Operations } from '#platform/operations';
import { feedsProblems } from '../feeds.errors.js';
import { FolderContentDto } from '../folders/folders.dto.js';
import { FoldersService } from '../folders/folders.service.js';
import { ensureFolder } from '../folders/folders.sql.js';
import { NewSubscriptionDto, SubscriptionChangesDto } from '../subscriptions/subscriptions.dto.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { feedId, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

/** How long a client waits until a feed was found, in milliseconds. */
const PATIENCE_MS = 8000;
const STEP_MS = 200;

/** Changes feeds and folders as a client asks, by the rules of their own routes. */
@Injectable()
export class ReaderEdits {
  constructor(
    private readonly database: Database,
    private readonly names: ReaderNames,
    private readonly subscriptions: SubscriptionsService,
    private readonly folders: FoldersService,
    private readonly operations: Operations,
  ) {}

  /**
   * Subscribes to, changes or unsubscribes from feeds.
   *
   * @throws Problem `reader_request_invalid` (400), `subscription_not_found` (404), those of `SubscriptionsService`
   */
  async edit(tenantId: string, input: ReaderInput): Promise<void> {
    const action = input.required('ac');
    const titles = input.all('t');
    const feeds = input.all('s').map(feedIn);
    if (feeds.length === 0) throw feedsProblems.reader_request_invalid({ name: 's' });
    for (const [n, named] of feeds.entries()) {
      const title = titles[n];
      if (action === 'subscribe') await this.subscribe(tenantId, named, title, await this.folderTo(tenantId, input));
      else if (action === 'edit') await this.change(tenantId, named, title, input);
      else if (action === 'unsubscribe')
        await this.subscriptions.delete(tenantId, await this.known(tenantId, named), undefined);
      else throw feedsProblems.reader_request_invalid({ name: 'ac' });
    }
  }

  /** Subscribes to the first feed at an address, and says what came of it. */
  async quickAdd(tenantId: string, query: string) {
    const address = query.replace(/^feed\/(?=.)/, '');
    const { state, result, error, id } = await this.subscribe(tenantId, address);
    if (state === 'failed') return { query, numResults: 0, error: error?.detail.en ?? '' };
    const found = (result as { subscriptionId?: string } | null)?.subscriptionId ?? id;
    return { query, numResults: 1, streamId: feedId(found), streamName: address };
  }

  /** @throws Problem `reader_request_invalid` (400), `folder_not_found` (404), `folder_name_taken` (409) */
  async rename(tenantId: string, input: ReaderInput): Promise<void> {
    const [from, to] = [labelIn(input.required('s'), 's'), labelIn(input.required('dest'), 'dest')];
    const content = await validateBody(FolderContentDto, { name: to });
    await this.folders.rename(tenantId, await this.folderOf(tenantId, from), content, undefined);
  }

  /** Deletes folders; their feeds stay. @throws Problem `reader_request_invalid` (400), `folder_not_found` (404) */
  async disable(tenantId: string, input: ReaderInput): Promise<void> {
    for (const id of input.all('s'))
      await this.folders.delete(tenantId, await this.folderOf(tenantId, labelIn(id, 's')), undefined);
  }

  private async change(tenantId: string, named: string, title: string | undefined, input: ReaderInput): Promise<void> {
    const id = await this.known(tenantId, named);
    const to = await this.folderTo(tenantId, input);
    const left = input.all('r').flatMap((each) => streamOf(each) ?? []);
    const leaves = to === undefined && (await this.isIn(tenantId, id, left));
    const folderId = leaves ? null : to;
    const changes = { ...(title !== undefined && { title }), ...(folderId !== undefined && { folderId }) };
    await this.subscriptions.change(tenantId, id, await validateBody(SubscriptionChangesDto, changes), undefined);
  }

  /** Whether a feed is in one of the folders that it is to leave. */
  private async isIn(
    tenantId: string,
    id: string,
    folders: readonly { kind: string; name?: string }[],
  ): Promise<boolean> {
    const names = folders.flatMap(({ name }) => name ?? []);
    const ids = await Promise.all(names.map((name) => this.names.folder(tenantId, name)));
    if (ids.length === 0) return false;
    const { folderId } = await this.subscriptions.byId(tenantId, id);
    return folderId !== null && ids.includes(folderId);
  }

  /** The operation that subscribes to a feed, once it has ended or the client has waited long enough. */
  private async subscribe(tenantId: string, url: string, title?: string, folderId?: string): Promise<Operation> {
    const follow = async (address: string) => {
      const chosen = {
        url: address,
        ...(title !== undefined && { title }),
        ...(folderId !== undefined && { folderId }),
      };
      const subscription = await validateBody(NewSubscriptionDto, chosen);
      return this.ended(tenantId, await this.subscriptions.create(tenantId, subscription));
    };
    const ended = await follow(url);
    const [choice] = (ended.result as { choices?: { url: string }[] } | null)?.choices ?? [];
    // Such a client cannot choose. Once: a site could name pages that name others without an end.
    return choice ? follow(choice.url) : ended;
  }

  private async ended(tenantId: string, operation: Operation): Promise<Operation> {
    let now = operation;
    for (let waited = 0; waited < PATIENCE_MS && !hasEnded(now); waited += STEP_MS) {
      await pause(STEP_MS);
      now = await this.operations.find(tenantId, operation.id);
    }
    return now;
  }

  /** The folder that feeds are put into, which is made where there is none. */
  private async folderTo(tenantId: string, input: ReaderInput): Promise<string | undefined> {
    const to = input.one('a');
    if (to === undefined) return undefined;
    const { name } = await validateBody(FolderContentDto, { name: labelIn(to, 'a') });
    const [folder] = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(ensureFolder, tenantId, newId(), name),
    );
    return folder?.id;
  }

  private async folderOf(tenantId: string, name: string): Promise<string> {
    const id = await this.names.folder(tenantId, name);
    if (id === undefined) throw feedsProblems.folder_not_found({ id: name });
    return id;
  }

  private async known(tenantId: string, named: string): Promise<string> {
    const id = await this.names.subscription(tenantId, named);
    if (id === undefined) throw feedsProblems.subscription_not_found({ id: named });
    return id;
  }
}

function feedIn(id: string): string {
  const stream = streamOf(id);
  if (stream?.kind !== 'feed') throw feedsProblems.reader_request_invalid({ name: 's' });
  return stream.named;
}

function labelIn(id: string, name: string): string {
  const stream = streamOf(id);
  if (stream?.kind !== 'folder') throw feedsProblems.reader_request_invalid({ name });
  return stream.name;
}
