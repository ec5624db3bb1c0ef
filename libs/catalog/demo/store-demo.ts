import type { Person } from '#platform/access';
import { Demonstrates, type DemonstrationContent } from '#platform/demonstrations';
import { Catalog } from '../catalog.service.js';

/** The largest package whose files are kept, in bytes: about half of the packages, in a second. */
const FILES_UP_TO = 20_000;

/** A store of the packages that are installed beside the product. */
@Demonstrates({
  product: 'wistant',
  slug: 'wistant',
  name: 'Wistant Studio',
  owner: { mailbox: 'owner', name: 'Wistant' },
  feedOf: (slug) => `/v1/stores/${slug}/changes.atom`,
})
export class StoreDemo implements DemonstrationContent {
  constructor(private readonly catalog: Catalog) {}

  /** @throws Problem as `Catalog.importPackages` */
  async fill({ tenantId }: Person): Promise<void> {
    await this.catalog.importPackages(tenantId, 'node_modules', { filesUpTo: FILES_UP_TO });
  }
}
