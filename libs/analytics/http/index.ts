import { Module } from '@nestjs/common';
import { EventCounts } from '../event-counts.js';
import { EventStore } from '../ingest/event-store.js';
import { IngestController } from '../ingest/ingest.controller.js';
import { IngestService } from '../ingest/ingest.service.js';
import { EventCountsService } from '../ledger/event-counts.service.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { EventNames } from '../names/event-names.js';
import { PageScriptController } from '../page-script/page-script.controller.js';
import { QuarantineController } from '../quarantine/quarantine.controller.js';
import { QuarantineService } from '../quarantine/quarantine.service.js';
import { SubjectErasures } from '../subjects/subject-erasures.js';
import { SubjectsController } from '../subjects/subjects.controller.js';

/** The routes of analytics, and what the command line does. */
@Module({
  controllers: [IngestController, PageScriptController, LedgerController, QuarantineController, SubjectsController],
  providers: [
    IngestService,
    EventNames,
    EventStore,
    LedgerService,
    QuarantineService,
    SubjectErasures,
    { provide: EventCounts, useClass: EventCountsService },
  ],
})
export class AnalyticsHttpModule {}
