export type { Blob, TenantBlob } from './blob.js';
export { BlobDelivery } from './blob-delivery.js';
export { type BlobAddress, BlobStore } from './blob-store.js';
export { DirectoryBlobStore } from './directory-blob-store.js';
export { exportTable } from './exports/export-table.js';
export { Exports } from './exports/exports.js';
export { type IncomingFile, IncomingFiles } from './incoming-files.js';
export { isWhole } from './is-whole.js';
export { Records } from './records.js';
export { ReleasedBlobs } from './released-blobs.js';
export type { ReservedRoom, Uploader } from './reservation.js';
export { Storage, storageQuota } from './storage.js';
export { StorageModule, StorageWorkerModule } from './storage.module.js';
export { StorageIdentity } from './storage-identity.js';
export {
  incomingDirectory,
  openBlobStore,
  type StorageSettings,
  storageDirectory,
  storagePlace,
} from './storage-place.js';
export { arrivedSince, type MigratedBlob, migrateBlobs } from './upkeep/migrate-blobs.js';
export { deleteOrphans, orphans } from './upkeep/orphans.js';
export { type BlobFault, faultOf, verifyBlobs } from './upkeep/verify-blobs.js';
export { UploadRoom } from './upload-room.js';
