export type { Blob } from './blob.js';
export { BlobStore } from './blob-store.js';
export { DirectoryBlobStore } from './directory-blob-store.js';
export type { IncomingFile } from './incoming-files.js';
export { IncomingFiles } from './incoming-files.js';
export { ReleasedBlobs } from './released-blobs.js';
export { Storage, storageQuota } from './storage.js';
export { StorageModule } from './storage.module.js';
export { StorageWorkerModule } from './storage-worker.module.js';
