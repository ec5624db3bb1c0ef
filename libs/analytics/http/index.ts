import { Module } from '@nestjs/common';
import { BreakdownController } from '../breakdown/breakdown.controller.js';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import { DashboardsController } from '../dashboards/dashboards.controller.js';
import { DashboardsService } from '../dashboards/dashboards.service.js';
import { EventCounts } from '../event-counts.js';
import { EventStore } from '../ingest/event-store.js';
import { IngestController } from '../ingest/ingest.controller.js';
import { IngestService } from '../ingest/ingest.service.js';
import { EventCountsService } from '../ledger/event-counts.service.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { LiveController } from '../live/live.controller.js';
import { LiveCounts } from '../live/live-counts.js';
import { LiveStreams } from '../live/live-streams.js';
import { EventNames } from '../names/event-names.js';
import { NamesController } from '../names/names.controller.js';
import { NamesService } from '../names/names.service.js';
import { QuarantineController } from '../quarantine/quarantine.controller.js';
import { QuarantineService } from '../quarantine/quarantine.service.js';
import { Questions } from '../questions/questions.js';
import { SeriesController } from '../series/series.controller.js';
import { SeriesService } from '../series/series.service.js';
import { SubjectErasures } from '../subjects/subject-erasures.js';
import { SubjectsController } from '../subjects/subjects.controller.js';

/** The routes of analytics, and what the command line does. */
@Module({
  controllers: [
    IngestController,
    LedgerController,
    QuarantineController,
    SubjectsController,
    NamesController,
    SeriesController,
    BreakdownController,
    DashboardsController,
    LiveController,
  ],
  providers: [
    IngestService,
    EventNames,
    EventStore,
    LedgerService,
    QuarantineService,
    SubjectErasures,
    NamesService,
    Questions,
    SeriesService,
    BreakdownService,
    DashboardsService,
    LiveCounts,
    LiveStreams,
    { provide: EventCounts, useClass: EventCountsService },
  ],
})
export class AnalyticsHttpModule {}
