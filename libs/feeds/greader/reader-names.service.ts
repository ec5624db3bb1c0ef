import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { isUuid } from '#platform/ids';
import { subscriptionOfLine } from '../opml/import-lines.sql.js';
import type { Person as Reader } from '#platform/access';
import { parseFeedUrl } from '../subscriptions/feed-address.js';
import { subscriptionsAt } from '../subscriptions/subscriptions.sql.js';
import { folderByName, streamByName } from './greader.sql.js';

/** Finds what clients name. */
@Injectable()
export class ReaderNames {
  constructor(private readonly database: Database) {}

  /** The id of the subscription that a stream names, by its own id or its address. */
  async subscription(tenantId: string, named: string): Promise<string | undefined> {
    if (isUuid(named)) return named;
    const [found] = await this.database.read({ tenantId }, subscriptionsAt, named);
    return found?.id;
  }

  /** The id of the subscription to an address as people write it. @throws Problem `invalid_feed_address` (400) */
  async followed(tenantId: string, address: string): Promise<string | undefined> {
    const [found] = await this.database.read({ tenantId }, subscriptionsAt, parseFeedUrl(address).url);
    return found?.id;
  }

  /** The folder of a name, else the label of the reader. */
  async named(reader: Reader, name: string): Promise<{ kind: 'folder' | 'label'; id: string } | undefined> {
    const [found] = await this.database.read(reader, streamByName, name);
    if (found?.folderId) return { kind: 'folder', id: found.folderId };
    return found?.labelId ? { kind: 'label', id: found.labelId } : undefined;
  }

  /** The id of the subscription to the feed that a failed operation has found. */
  async found(tenantId: string, operation: string): Promise<string | undefined> {
    const [line] = await this.database.read({ tenantId }, subscriptionOfLine, operation, 1);
    return line?.id ?? undefined;
  }

  async folder(tenantId: string, name: string): Promise<string | undefined> {
    const [found] = await this.database.read({ tenantId }, folderByName, name);
    return found?.id;
  }
}
