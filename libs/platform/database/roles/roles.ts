/** Owns every schema and table; used by migrations, backups and cutovers. */
export const OWNER_ROLE = 'palier_owner';
/** The application's role: it owns nothing, and row level security applies to it. */
export const APP_ROLE = 'palier_app';
/** Reads every row and writes none, for backups; it cannot log in, and only the owner may assume it. */
export const BACKUP_ROLE = 'palier_backup';
/**
 * Owns the few functions that work across tenants, such as those of the outbox relay; only the tables that they
 * need have policies for it. It cannot log in, and only the owner may assume it.
 */
export const GROUND_ROLE = 'palier_ground';
