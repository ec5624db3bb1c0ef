import { Module } from '@nestjs/common';
import { ShownVersion } from './publishing/shown-version.js';
import { ChangedApps } from './store-events/changed-apps.js';

/** What both the routes and the jobs of the catalog use. */
@Module({ providers: [ChangedApps, ShownVersion], exports: [ChangedApps, ShownVersion] })
export class CatalogModule {}
