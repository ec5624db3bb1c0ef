import { Controller, Get } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { publicUrlOf, Settings } from '#platform/config';
import { Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { atomOf } from './atom.js';
import { ChangesService } from './changes.service.js';

@Tag('Changes', 'What changes in a store, for mirrors and search engines.')
@Public()
@Priority('normal')
@Controller('v1/stores/:tenant/changes.atom')
export class AtomController {
  constructor(
    private readonly changes: ChangesService,
    private readonly settings: Settings,
  ) {}

  /**
   * Follow a store in a feed reader: its 50 newest changes as an Atom feed (RFC 4287), the last first, in the language of the
   * store. Whoever must miss none reads `/v1/stores/{tenant}/changes`.
   */
  @Get()
  // As of the other form of the same changes.
  @CachedResponse({ ttl: 10, tags: () => ['apps'], mediaType: 'application/atom+xml' })
  async followChanges(): Promise<string> {
    const store = currentTenant();
    return atomOf(store, await this.changes.newest(store.id), publicUrlOf(this.settings));
  }
}
