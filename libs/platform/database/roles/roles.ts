/** Owns every schema and table; migrations alone use it. */
export const OWNER_ROLE = 'palier_owner';
/** The application's role: it owns nothing, and row level security binds it. */
export const APP_ROLE = 'palier_app';
