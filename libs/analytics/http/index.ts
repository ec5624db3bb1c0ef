import { Module } from '@nestjs/common';
import { Exports } from '#platform/storage';
import { BreakdownService } from '../breakdown/breakdown.service.js';
import { DashboardsService } from '../dashboards/dashboards.service.js';
import { ExportsService } from '../exports/exports.service.js';
import { EventImports } from '../imports/event-imports.service.js';
import { EventStore } from '../ingest/event-store.js';
import { IngestController } from '../ingest/ingest.controller.js';
import { IngestService } from '../ingest/ingest.service.js';
import { EventCounts } from '../ledger/event-counts.service.js';
import { LedgerController } from '../ledger/ledger.controller.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { LiveController } from '../live/live.controller.js';
import { LiveCounts } from '../live/live-counts.js';
import { LiveStreams } from '../live/live-streams.js';
import { EventNames } from '../names/event-names.js';
import { NamesController } from '../names/names.controller.js';
import { NamesService } from '../names/names.service.js';
import { OverviewService } from '../overview/overview.service.js';
import { PageScriptController } from '../page-script/page-script.controller.js';
import { LongQuestionsController } from '../questions/long-questions.controller.js';
import { LongQuestions } from '../questions/long-questions.js';
import { QuestionsController } from '../questions/questions.controller.js';
import { Questions } from '../questions/questions.js';
import { SeriesService } from '../series/series.service.js';
import { SubjectErasures } from '../subjects/subject-erasures.js';
import { SubjectsController } from '../subjects/subjects.controller.js';
import { UniquesService } from '../uniques/uniques.service.js';

/** The routes of analytics, and what the command line does. */
@Module({
  controllers: [
    IngestController,
    PageScriptController,
    LedgerController,
    SubjectsController,
    NamesController,
    QuestionsController,
    LongQuestionsController,
    LiveController,
  ],
  providers: [
    IngestService,
    EventNames,
    EventStore,
    LedgerService,
    SubjectErasures,
    NamesService,
    Questions,
    SeriesService,
    BreakdownService,
    DashboardsService,
    LongQuestions,
    Exports,
    ExportsService,
    LiveCounts,
    LiveStreams,
    UniquesService,
    OverviewService,
    EventCounts,
    EventImports,
  ],
})
export class AnalyticsHttpModule {}
