import { Module } from '@nestjs/common';
import { EmptyStore } from '../stores/empty-store.job.js';
import { EmptyStoreOfPurged } from '../stores/empty-store.subscriber.js';

/** The jobs and subscribers of the catalog. */
@Module({ providers: [EmptyStore, EmptyStoreOfPurged] })
export class CatalogWorkerModule {}
