export type {
  TenantChanged,
  TenantCreated,
  TenantDeleted,
  TenantEmptied,
  TenantPurged,
  TenantPurging,
  TenantResumed,
  TenantSuspended,
  TenantUndeleted,
} from './tenant-events.js';
