import { Module } from '@nestjs/common';
import { MeterCapacity } from '../metering/meter-capacity.job.js';
import { FindDuePurges } from '../purges/find-due-purges.job.js';
import { PurgeTenant } from '../purges/purge-tenant.job.js';
import { TenantsModule } from '../tenants.module.js';

/** The jobs and subscribers of tenants. */
@Module({
  imports: [TenantsModule],
  providers: [PurgeTenant, FindDuePurges, MeterCapacity],
})
export class TenantsWorkerModule {}
