import { Injectable } from '@nestjs/common';
import { CacheInvalidation } from '#platform/cache';
import type { Transaction } from '#platform/database';
import { compareVersions } from '../imports/compare-versions.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import { showVersion } from '../studio/studio.sql.js';
import { listTags, lockTags } from '../tags/listed-tags.sql.js';
import { publishedVersions } from '../versions/versions.sql.js';

/** Which version of an app the store shows. */
@Injectable()
export class ShownVersion {
  constructor(
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
  ) {}

  /**
   * Shows the highest published version, in the transaction that locked the app and published or withdrew one; the store
   * lists no app without.
   * A release is shown before a prerelease, whatever their numbers; of equal versions the one that was published last.
   */
  async showHighest(tx: Transaction, tenantId: string, appId: string): Promise<void> {
    const published = await tx.run(publishedVersions, appId);
    const highest = published.reduce<(typeof published)[number] | undefined>(
      (best, each) => (best && compareShown(best.version, each.version) > 0 ? best : each),
      undefined,
    );
    await tx.run(lockTags, tenantId);
    const { version = null, fileCount = 0, bytes = 0, kept = true } = highest ?? {};
    const [app] = await tx.run(showVersion, appId, version, fileCount, bytes, kept);
    await listTags(tx, [appId]);
    if (!app) return;
    await this.cache.within(tx, tenantId, ['apps', 'tags', `app:${app.slug}`]);
    if (app.public) this.changes.tell(tx, tenantId, [app.slug]);
  }
}

function compareShown(a: string, b: string): number {
  return Number(isRelease(a)) - Number(isRelease(b)) || compareVersions(a, b);
}

const isRelease = (version: string) => !/^[^+]*-/.test(version);
