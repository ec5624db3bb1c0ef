import { Module } from '@nestjs/common';
import { EventStore } from '../ingest/event-store.js';
import { IngestController } from '../ingest/ingest.controller.js';
import { IngestService } from '../ingest/ingest.service.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { EventNames } from '../names/event-names.js';
import { QuarantineController } from '../quarantine/quarantine.controller.js';

/** The routes of analytics. */
@Module({
  controllers: [IngestController, LedgerController, QuarantineController],
  providers: [IngestService, EventNames, EventStore],
})
export class AnalyticsHttpModule {}
