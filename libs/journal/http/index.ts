import { Module } from '@nestjs/common';
import { AddictionsController } from '../addictions/addictions.controller.js';
import { EntriesController } from '../entries/entries.controller.js';
import { JournalModule } from '../journal.module.js';
import { JournalProfileController } from '../profile/profile.controller.js';
import { ProfileService } from '../profile/profile.service.js';
import { ProgressController } from '../progress/progress.controller.js';
import { ProgressService } from '../progress/progress.service.js';
import { RelapsesController } from '../relapses/relapses.controller.js';
import { SyncController } from '../sync/sync.controller.js';
import { SyncService } from '../sync/sync.service.js';

/** The routes of the journal. */
@Module({
  imports: [JournalModule],
  controllers: [
    EntriesController,
    AddictionsController,
    RelapsesController,
    SyncController,
    ProgressController,
    JournalProfileController,
  ],
  providers: [SyncService, ProgressService, ProfileService],
})
export class JournalHttpModule {}
