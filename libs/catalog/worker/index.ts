import { Module } from '@nestjs/common';
import { EmptyStore, EmptyStoreOfPurged } from '../stores/empty-store.job.js';

/** The jobs and subscribers of the catalog. */
@Module({ providers: [EmptyStore, EmptyStoreOfPurged] })
export class CatalogWorkerModule {}
