import { Module } from '@nestjs/common';
import { MarkStocks } from '../metering/mark-stocks.job.js';
import { FindDuePurges } from '../purges/find-due-purges.job.js';
import { NoteEmptied } from '../purges/note-emptied.subscriber.js';
import { PurgeTenant } from '../purges/purge-tenant.job.js';
import { TenantsModule } from '../tenants.module.js';

/** The jobs and subscribers of tenants. */
@Module({
  imports: [TenantsModule],
  providers: [PurgeTenant, FindDuePurges, NoteEmptied, MarkStocks],
})
export class TenantsWorkerModule {}
