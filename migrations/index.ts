import type { MigrationClass } from '#platform/database';
import { PlatformSetup1763683200000 } from './1763683200000-platform-setup.js';
import { TenantsRegistry1763683200100 } from './1763683200100-tenants-registry.js';
import { AccessKeys1763683200200 } from './1763683200200-access-keys.js';
import { FlagsSettings1763683200300 } from './1763683200300-flags-settings.js';
import { CatalogApps1763683200400 } from './1763683200400-catalog-apps.js';
import { FlagsVersions1763683200500 } from './1763683200500-flags-versions.js';

/** Every migration of the one database, in the order in which they are applied. */
export const migrations: readonly MigrationClass[] = [
  PlatformSetup1763683200000,
  TenantsRegistry1763683200100,
  AccessKeys1763683200200,
  FlagsSettings1763683200300,
  CatalogApps1763683200400,
  FlagsVersions1763683200500,
];
