import { Module } from '@nestjs/common';
import { ShownVersion } from './publishing/shown-version.js';

/** What both the routes and the jobs of the catalog use. */
@Module({ providers: [ShownVersion], exports: [ShownVersion] })
export class CatalogModule {}
