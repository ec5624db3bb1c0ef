import { Module } from '@nestjs/common';
import { EventCounts } from '../event-counts.js';
import { EventImports } from '../event-imports.js';
import { EventImportsService } from '../imports/event-imports.service.js';
import { EventStore } from '../ingest/event-store.js';
import { IngestController } from '../ingest/ingest.controller.js';
import { IngestService } from '../ingest/ingest.service.js';
import { EventCountsService } from '../ledger/event-counts.service.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { EventNames } from '../names/event-names.js';
import { QuarantineController } from '../quarantine/quarantine.controller.js';
import { QuarantineService } from '../quarantine/quarantine.service.js';
import { SubjectErasures } from '../subjects/subject-erasures.js';
import { SubjectsController } from '../subjects/subjects.controller.js';

/** The routes of analytics, and what the command line does. */
@Module({
  controllers: [IngestController, LedgerController, QuarantineController, SubjectsController],
  providers: [
    IngestService,
    EventNames,
    EventStore,
    LedgerService,
    QuarantineService,
    SubjectErasures,
    { provide: EventCounts, useClass: EventCountsService },
    { provide: EventImports, useClass: EventImportsService },
  ],
})
export class AnalyticsHttpModule {}
