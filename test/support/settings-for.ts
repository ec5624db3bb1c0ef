import { masterKey } from './test-app.js';

/** What the command line needs of the settings, for a database of a test. */
export function settingsFor(
  { appUrl, ownerUrl }: { readonly appUrl: string; readonly ownerUrl: string },
  dataDir: string,
): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    PALIER_DATA_DIR: dataDir,
    PALIER_MASTER_KEY: masterKey,
  };
}
