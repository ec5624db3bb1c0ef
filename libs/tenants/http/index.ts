import { Module } from '@nestjs/common';
import { MeteringController } from '../metering/metering.controller.js';
import { PlatformProductsController } from '../products/products.controller.js';
import { PurgesController } from '../purges/purges.controller.js';
import { RetentionController } from '../retention/retention.controller.js';
import { SettingsController } from '../settings/settings.controller.js';
import { TenantsController } from '../tenants/tenants.controller.js';
import { TenantsModule } from '../tenants.module.js';
import { UsageController } from '../usage/usage.controller.js';

/** Operators' routes to the tenants, and what a tenant chooses for itself. */
@Module({
  imports: [TenantsModule],
  controllers: [
    TenantsController,
    PlatformProductsController,
    SettingsController,
    PurgesController,
    UsageController,
    MeteringController,
    RetentionController,
  ],
})
export class TenantsHttpModule {}
