import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Settings } from '#platform/config';
import { Database, type Listener, listen } from '#platform/database';
import { announceInvalidation, CHANNEL } from './cache.sql.js';
import { CacheInvalidation } from './cache-invalidation.js';
import { ResponseCache } from './response-cache.js';

/** PostgreSQL takes 8,000 bytes in a notification; a tag may be a hundred of them. */
const TAGS_A_MESSAGE = 50;

interface Message {
  from: string;
  tenantId: string;
  tags: readonly string[];
}

/**
 * Makes answers void in this process, then in all the others on the same database. Those that
 * cannot be reached keep theirs until they are no longer fresh.
 */
@Injectable()
export class SharedInvalidation extends CacheInvalidation implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Cache');
  private readonly self = randomUUID();
  private listener: Listener | undefined;

  constructor(
    private readonly cache: ResponseCache,
    private readonly database: Database,
    private readonly settings: Settings,
  ) {
    super();
  }

  onModuleInit(): void {
    const url = this.settings.databaseDirectUrl ?? this.settings.databaseUrl;
    if (url) this.listener = listen(url, CHANNEL, (payload) => this.hear(payload));
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener?.close();
  }

  override async invalidate(tenantId: string, tags: readonly string[]): Promise<void> {
    this.cache.invalidate(tenantId, tags);
    try {
      for (let i = 0; i < tags.length; i += TAGS_A_MESSAGE) {
        const message: Message = { from: this.self, tenantId, tags: tags.slice(i, i + TAGS_A_MESSAGE) };
        const text = JSON.stringify(message);
        await this.database.unscoped('cache.invalidation', (tx) => tx.run(announceInvalidation, text));
      }
    } catch (error) {
      // The write is committed: it must be acknowledged, whoever could not be told.
      this.log.warn(`Other processes may answer from memory until it is no longer fresh: ${error}`);
    }
  }

  private hear(payload: string | undefined): void {
    // Listening has begun again: what was said meanwhile is lost.
    if (payload === undefined) {
      this.cache.invalidateAll();
      return;
    }
    const { from, tenantId, tags } = JSON.parse(payload) as Message;
    if (from !== this.self) this.cache.invalidate(tenantId, tags);
  }
}
