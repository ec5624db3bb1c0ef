/** Owns every schema and table; migrations alone use it. */
export const OWNER_ROLE = 'palier_owner';
/** The application's role: it owns nothing, and row level security binds it. */
export const APP_ROLE = 'palier_app';
/** Reads every row and writes none, for backups; it cannot log in, only the owner may become it. */
export const BACKUP_ROLE = 'palier_backup';
/**
 * Owns the few functions that work across tenants, such as the outbox's relay; its policies stand on
 * the tables that they need and on no other. It cannot log in, only the owner may become it.
 */
export const GROUND_ROLE = 'palier_ground';
