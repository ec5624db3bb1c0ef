import { Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Settings } from '#platform/config';
import { CachedAnswers } from './answer-from-cache.js';
import { ConnectionsModule } from './connections/connections.js';
import { HandlingModule } from './handling.module.js';
import { nodeTakesText } from './headed-response.js';
import { KnownUrls } from './known-urls.js';
import { Pipeline } from './pipeline.js';
import { AddressLimit } from './rate-limit/address-limit.js';
import { TenantLimit } from './rate-limit/tenant-limit.js';
import { Refusals } from './refusals/refusals.js';
import { RequestPlaces } from './request-places.js';
import { nodeShowsConnections } from './server/node-internals.js';

/** Everything that handles a request: the pipeline before Nest, and what runs inside Nest after it. */
@Module({
  imports: [HandlingModule, ConnectionsModule],
  providers: [Pipeline, Refusals, AddressLimit, TenantLimit, RequestPlaces, CachedAnswers, KnownUrls],
  exports: [Pipeline, ConnectionsModule],
})
export class HttpModule implements OnApplicationBootstrap {
  constructor(private readonly settings: Settings) {}

  /** What this Node lacks, and what is done without it. */
  onApplicationBootstrap(): void {
    if (this.settings.preparedHeads === 'on' && !nodeTakesText)
      new Logger('Http').warn(
        `Node ${process.version} takes no prepared heads: cached answers cost more (PREPARED_HEADS).`,
      );
    if (!nodeShowsConnections)
      new Logger('Http').warn(
        `Node ${process.version} does not show its connections: an event stream takes 8 KB more, and a malformed request ` +
          'after another on its connection gets no answer.',
      );
  }
}
