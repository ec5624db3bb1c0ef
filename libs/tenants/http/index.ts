import { Module } from '@nestjs/common';
import { MeteringController } from '../metering/metering.controller.js';
import { PurgesController } from '../purges/purges.controller.js';
import { TenantsController } from '../tenants/tenants.controller.js';
import { TenantsModule } from '../tenants.module.js';
import { UsageController } from '../usage/usage.controller.js';

/** Operators' routes to the tenants. */
@Module({
  imports: [TenantsModule],
  controllers: [TenantsController, PurgesController, UsageController, MeteringController],
})
export class TenantsHttpModule {}
