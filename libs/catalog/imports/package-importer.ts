import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { Quotas } from '#platform/quotas';
import { type IncomingFile, Storage } from '#platform/storage';
import type { DownloadState } from '../apps/apps.dto.js';
import type { ImportOptions, ImportResult, SkippedPackage } from '../catalog.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import { orSkip } from './bad-package.js';
import { contentDigests, digestOf } from './digest.js';
import type { DigestedPackage, FoundPackage, PackageSource } from './found-package.js';
import { type BatchResult, importBatch } from './import-batch.js';
import { knownApps } from './imports.sql.js';
import { receiveFiles } from './receive-files.js';
import { refuseSecrets } from './secrets.js';

/** The limits of a batch, in packages, characters and bytes of files, so that memory and disk are bounded for packages of any size. */
const batchPackages = 100;
const batchCharacters = 4_000_000;
const batchBytes = 100_000_000;
/** Files that are received at once. */
const AT_ONCE = 8;

/** Writes the packages of a source into a tenant's store, with their files, one transaction per batch. */
@Injectable()
export class PackageImporter {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
    private readonly audit: Audit,
    private readonly quotas: Quotas,
  ) {}

  async import(
    tenantId: string,
    source: PackageSource,
    { onProgress = () => {}, filesUpTo = Number.POSITIVE_INFINITY, laterUpTo = filesUpTo }: ImportOptions = {},
  ): Promise<ImportResult> {
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const skipped: SkippedPackage[] = [];
    let batch: FoundPackage[] = [];
    let done = 0;
    const stateOf = (found: FoundPackage): DownloadState => {
      const bytes = bytesOf(found);
      if (bytes <= filesUpTo) return 'ready';
      return bytes <= laterUpTo ? 'pending' : 'too_large';
    };
    const flush = async () => {
      const result = await this.write(tenantId, batch, stateOf);
      counts.created += result.created;
      counts.updated += result.updated;
      counts.unchanged += result.unchanged;
      skipped.push(...result.skipped);
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

  private async write(
    tenantId: string,
    batch: readonly FoundPackage[],
    stateOf: (found: FoundPackage) => DownloadState,
  ): Promise<ImportResult> {
    const digested: DigestedPackage[] = [];
    const skipped: SkippedPackage[] = [];
    for (const found of batch) {
      const download = stateOf(found);
      const contents = await orSkip(found.name, async () => {
        if (download !== 'ready') return [];
        await refuseSecrets(found.files);
        return contentDigests(found.files);
      });
      if ('skipped' in contents) skipped.push(contents.skipped);
      else digested.push({ found, download, digest: digestOf(found, contents), files: [] });
    }
    const sources = batch.map(({ source }) => source);
    // An app that another import changes from here on stays as that import writes it.
    const known = await this.database.read({ tenantId }, knownApps, sources);
    const same = new Set(known.map(({ source, digest }) => `${source} ${digest}`));
    const changed = digested.filter(({ found, digest }) => !same.has(`${found.source} ${digest}`));
    const received: IncomingFile[] = [];
    try {
      for (const each of changed.filter(({ download }) => download === 'ready')) {
        each.files = await receiveFiles(this.storage, each.found.files, AT_ONCE, received);
      }
      const result = await this.storage.save({ tenantId }, received, (tx) => this.save(tx, tenantId, changed));
      const { created, updated, unchanged } = result;
      return { created, updated, unchanged: unchanged + digested.length - changed.length, skipped };
    } catch (error) {
      await this.storage.discard(received);
      throw error;
    }
  }

  private async save(tx: Transaction, tenantId: string, batch: readonly DigestedPackage[]): Promise<BatchResult> {
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
    this.changes.tell(tx, tenantId, result.listed);
    return result;
  }
}

const bytesOf = ({ files }: FoundPackage) => files.reduce((sum, { bytes }) => sum + bytes, 0);
const sum = (batch: readonly FoundPackage[], of: (found: FoundPackage) => number) =>
  batch.reduce((total, found) => total + of(found), 0);

const isFull = (batch: readonly FoundPackage[]) =>
  batch.length >= batchPackages ||
  sum(batch, bytesOf) > batchBytes ||
  sum(batch, ({ description, files }) => description.length + 100 * files.length) > batchCharacters;
