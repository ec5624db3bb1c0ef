import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database } from '#platform/database';
import { Quotas } from '#platform/quotas';
import type { ImportProgress, ImportResult, SkippedPackage } from '../catalog.js';
import type { FoundPackage, PackageSource } from './found-package.js';
import { importBatch } from './import-batch.js';

/** The limits of a batch, in packages and in characters, so that memory is bounded for packages of any size. */
const batchPackages = 100;
const batchCharacters = 4_000_000;

/** Writes the packages of a source into a tenant's store, one transaction per batch. */
@Injectable()
export class PackageImporter {
  constructor(
    private readonly database: Database,
    private readonly cache: CacheInvalidation,
    private readonly audit: Audit,
    private readonly quotas: Quotas,
  ) {}

  async import(
    tenantId: string,
    source: PackageSource,
    onProgress: (progress: ImportProgress) => void = () => {},
  ): Promise<ImportResult> {
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const skipped: SkippedPackage[] = [];
    let batch: FoundPackage[] = [];
    let done = 0;
    const flush = async () => {
      const result = await this.write(tenantId, batch);
      counts.created += result.created;
      counts.updated += result.updated;
      counts.unchanged += result.unchanged;
      batch = [];
    };
    for await (const finding of source.findings()) {
      if ('skipped' in finding) skipped.push(finding.skipped);
      else batch.push(finding.found);
      if (isFull(batch)) await flush();
      done += 1;
      onProgress({
        done,
        total: source.total,
        current: 'found' in finding ? finding.found.name : finding.skipped.path,
      });
    }
    if (batch.length) await flush();
    return { ...counts, skipped };
  }

  private write(tenantId: string, batch: FoundPackage[]) {
    return this.database.transaction({ tenantId }, async (tx) => {
      const result = await importBatch(tx, this.quotas, tenantId, batch);
      if (result.slugs.length === 0) return result;
      const { created, updated } = result;
      const pages = result.slugs.map((slug) => `app:${slug}`);
      await Promise.all([
        this.cache.within(tx, tenantId, ['apps', 'tags', ...pages]),
        this.audit.record(tx, {
          action: 'catalog.packages.imported',
          targetKind: 'store',
          targetId: tenantId,
          details: { created, updated },
        }),
      ]);
      return result;
    });
  }
}

const isFull = (batch: FoundPackage[]) =>
  batch.length >= batchPackages ||
  batch.reduce((sum, { description, files }) => sum + description.length + 100 * files.length, 0) > batchCharacters;
