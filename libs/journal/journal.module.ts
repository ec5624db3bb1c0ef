import { Module } from '@nestjs/common';
import { Changes } from './changes/changes.js';
import { Journals } from './journals/journals.js';

/** What both the routes and the jobs of the journal use. */
@Module({ providers: [Changes, Journals], exports: [Changes, Journals] })
export class JournalModule {}
