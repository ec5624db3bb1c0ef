import { Module } from '@nestjs/common';
import { EntriesController } from '../entries/entries.controller.js';
import { EntriesService } from '../entries/entries.service.js';
import { JournalModule } from '../journal.module.js';

/** The routes of the journal. */
@Module({ imports: [JournalModule], controllers: [EntriesController], providers: [EntriesService] })
export class JournalHttpModule {}
