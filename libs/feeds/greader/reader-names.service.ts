import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { isUuid } from '#platform/ids';
import { subscriptionOfLine } from '../opml/import-lines.sql.js';
import { parseFeedUrl } from '../subscriptions/feed-address.js';
import { subscriptionsAt } from '../subscriptions/subscriptions.sql.js';
import { streamByName } from './greader.sql.js';

/** Finds what clients name. */
@Injectable()
export class ReaderNames {
  constructor(private readonly database: Database) {}

  /** The id of the subscription that a stream names, by its own id or its address. */
  async subscriptionOfStream(tenantId: string, named: string): Promise<string | undefined> {
    if (isUuid(named)) return named;
    const [found] = await this.database.read({ tenantId }, subscriptionsAt, named);
    return found?.id;
  }

  /** The id of the subscription to an address as people write it. @throws Problem `invalid_feed_address` (400) */
  async subscriptionAt(tenantId: string, address: string): Promise<string | undefined> {
    const [found] = await this.database.read({ tenantId }, subscriptionsAt, parseFeedUrl(address).url);
    return found?.id;
  }

  /** The folder of a name, else the label of the person. */
  async folderOrLabel(person: Person, name: string): Promise<{ kind: 'folder' | 'label'; id: string } | undefined> {
    const [found] = await this.database.read(person, streamByName, name);
    if (found?.folderId) return { kind: 'folder', id: found.folderId };
    return found?.labelId ? { kind: 'label', id: found.labelId } : undefined;
  }

  /** The id of the subscription to the feed that a failed operation has found. */
  async subscriptionOfOperation(tenantId: string, operation: string): Promise<string | undefined> {
    const [line] = await this.database.read({ tenantId }, subscriptionOfLine, operation, 1);
    return line?.id ?? undefined;
  }
}
