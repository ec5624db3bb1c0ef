import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Settings } from '#platform/config';
import { BlobDelivery } from './blob-delivery.js';
import { BlobStore } from './blob-store.js';
import { CollectGarbage } from './collect-garbage.job.js';
import { IncomingFiles } from './incoming-files.js';
import { ReleasedBlobs } from './released-blobs.js';
import { Storage } from './storage.js';
import { StorageIdentity } from './storage-identity.js';
import { incomingDirectory, openBlobStore } from './storage-place.js';
import { UploadRoom } from './upload-room.js';

/** The storage of files that `STORAGE_URL` chooses, for the whole application. */
@Global()
@Module({
  providers: [
    Storage,
    StorageIdentity,
    ReleasedBlobs,
    BlobDelivery,
    UploadRoom,
    { provide: BlobStore, inject: [Settings], useFactory: openBlobStore },
    {
      provide: IncomingFiles,
      inject: [Settings],
      useFactory: (settings: Settings) => new IncomingFiles(incomingDirectory(settings)),
    },
  ],
  exports: [Storage, StorageIdentity, UploadRoom, BlobDelivery, ReleasedBlobs, BlobStore, IncomingFiles],
})
export class StorageModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly store: BlobStore,
    private readonly incoming: IncomingFiles,
  ) {}

  /** Of this machine: the job that does so otherwise may run on another one. */
  onModuleInit(): void {
    this.incoming.discardLeft().catch(() => undefined);
  }

  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}

/** For processes that run jobs: deletes files that nothing refers to. */
@Module({ providers: [CollectGarbage] })
export class StorageWorkerModule {}
