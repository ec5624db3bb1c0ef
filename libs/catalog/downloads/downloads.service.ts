import { Injectable } from '@nestjs/common';
import { publicUrlOf, Settings } from '#platform/config';
import { Database } from '#platform/database';
import { attachment, type FileAnswer } from '#platform/http';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { type Operation, Operations, operationsProblems } from '#platform/operations';
import { BlobDelivery } from '#platform/storage';
import type { Tenant } from '#platform/tenancy';
import { BundleRequests } from '../bundles/bundle-requests.js';
import { bundlesProblems, notKept } from '../bundles/bundles.errors.js';
import { askedVersion, type Bundle, deleteBundle } from '../bundles/bundles.sql.js';
import { makeBundle } from '../bundles/make-bundle.job.js';
import { catalogProblems } from '../catalog.errors.js';
import { DownloadCounts } from './download-counts.js';
import { type DownloadLink, openLink, sealLink } from './download-link.js';
import type { DownloadLinkDto } from './downloads.dto.js';
import { downloadsProblems } from './downloads.errors.js';

/** How long a link works, in seconds. */
const LINK_SECONDS = 3600;
/** How long a link of the bucket works to which a link leads, in seconds. */
const BUCKET_LINK_SECONDS = 300;
/** Of the key that links are made with. */
const PURPOSE = 'catalog.downloads';
const contentType = 'application/zip';
/** The bytes never change. A link is a secret of whoever has it: only their own client keeps them, and no longer than it works. */
const cachedFor = (seconds: number) => `private, max-age=${Math.floor(seconds)}, immutable`;

/** Gives links to bundles, and the bundles to those who follow them. */
@Injectable()
export class DownloadsService {
  constructor(
    private readonly database: Database,
    private readonly requests: BundleRequests,
    private readonly operations: Operations,
    private readonly delivery: BlobDelivery,
    private readonly counts: DownloadCounts,
    private readonly master: MasterKey,
    private readonly settings: Settings,
  ) {}

  /**
   * A link to a version's bundle, or the operation that makes it. A link takes one statement that reads.
   *
   * @param wanted the version; by default the one that the store shows
   * @throws Problem `app_not_found`, `version_not_found` (404), `version_not_kept` (409), `version_yanked` (410),
   *   `degraded` (503)
   */
  async ask(tenant: Tenant, slug: string, wanted: string | undefined): Promise<DownloadLinkDto | Operation> {
    for (let again = false; ; again = true) {
      const [asked] = await this.database.read({ tenantId: tenant.id }, askedVersion, slug, wanted ?? null);
      if (!asked || (!asked.versionId && wanted === undefined)) throw catalogProblems.app_not_found();
      const { versionId, version, state, download, bundle, operationId } = asked;
      if (versionId === null || state === 'draft' || state === 'checking') {
        throw catalogProblems.version_not_found({ version: wanted ?? version });
      }
      if (state === 'yanked') throw bundlesProblems.version_yanked({ version });
      if (bundle && this.requests.givesOut(bundle)) {
        return this.link(tenant, versionId, version, `${slug}-${version}.zip`, bundle);
      }
      if (download !== 'ready') throw notKept(version, download);
      const request = { tenantId: tenant.id, slug, versionId, version, operationId };
      const operation = await this.requests.operationFor(request);
      if (operation) return operation;
      if (again) throw new Error(`The bundle of the version ${versionId} was made and is gone.`);
    }
  }

  /**
   * The file of a link. Uses no database, unless the file is gone.
   *
   * @param address of whoever follows it: where the answer gives the file from its beginning, a download is counted
   * @throws Problem `link_not_found`, `bundle_evicted` (404), `link_expired` (410), `storage_unavailable` (503)
   */
  async follow(tenant: Tenant, token: string, address: string): Promise<FileAnswer> {
    const link = openLink(this.master.derivations(PURPOSE), token);
    if (link?.tenantId !== tenant.id) throw downloadsProblems.link_not_found();
    const secondsLeft = link.expiresAt - Date.now() / 1000;
    if (secondsLeft <= 0) throw downloadsProblems.link_expired();
    const { tenantId, digest, bytes, fileName } = link;
    const source = await this.delivery.of({ tenantId, digest }, bytes, {
      seconds: BUCKET_LINK_SECONDS,
      contentType,
      contentDisposition: attachment(fileName),
      cacheControl: cachedFor(Math.min(secondsLeft, BUCKET_LINK_SECONDS)),
    });
    if (!source) {
      await this.forget(link);
      throw downloadsProblems.bundle_evicted();
    }
    this.counts.use(tenantId, link.versionId);
    return {
      ...{ size: bytes, contentType, fileName, cacheControl: cachedFor(secondsLeft), source },
      ...{ etag: `"${digest}"`, digest: Buffer.from(digest, 'hex') },
      onBeginning: () => this.counts.add(link, address),
    };
  }

  /** An operation that makes a bundle. @throws Problem `operation_not_found` (404), for operations of other kinds too */
  async operation(tenantId: string, id: string): Promise<Operation> {
    const operation = await this.operations.find({ tenantId }, id);
    if (operation.kind !== makeBundle.name) throw operationsProblems.operation_not_found({ id });
    return operation;
  }

  /** Of a file that was lost, and not evicted, the row is still there: without it the file is made again. */
  private async forget({ tenantId, versionId }: DownloadLink): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(deleteBundle, versionId)).catch(() => undefined);
  }

  private link(tenant: Tenant, versionId: string, version: string, fileName: string, bundle: Bundle): DownloadLinkDto {
    const { digest, bytes, manifestDigest, signature, keyId } = bundle;
    const expiresAt = Math.floor(Date.now() / 1000) + LINK_SECONDS;
    const link = { tenantId: tenant.id, versionId, id: newId(), digest, bytes, expiresAt, fileName };
    const token = sealLink(this.master.derive(PURPOSE), link);
    this.counts.use(tenant.id, versionId);
    return {
      url: `${publicUrlOf(this.settings)}/v1/stores/${tenant.slug}/downloads/${token}`,
      expiresAt: new Date(expiresAt * 1000),
      version,
      bytes,
      digest,
      manifestDigest,
      signature: { algorithm: 'Ed25519', keyId, manifestSha256: manifestDigest, signature },
      fileName,
    };
  }
}
