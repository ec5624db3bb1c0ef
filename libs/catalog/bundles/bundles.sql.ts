import { statement } from '#platform/database';
import type { DownloadState } from '../apps/apps.dto.js';
import type { VersionState } from '../versions/versions.dto.js';
import { manifestFormat } from './bundle-manifest.js';

/** The ZIP of a version, as it is kept. */
export interface Bundle {
  /** The SHA-256 of the ZIP: 64 hexadecimal digits. */
  readonly digest: string;
  readonly bytes: number;
  /** The SHA-256 of its manifest, which identifies what it holds. */
  readonly manifestDigest: string;
  /** 64 bytes as base64url. */
  readonly signature: string;
  readonly keyId: string;
  /** Of its manifest. */
  readonly format: number;
}

/** A version that somebody asks for; of one without a bundle its fields are null. */
export interface AskedVersion {
  /** Null when there is no such version, or the store shows none. */
  readonly versionId: string | null;
  readonly version: string;
  readonly state: VersionState;
  /** Whether its files are kept and, where not, why. */
  readonly download: DownloadState;
  readonly bundle: Bundle | null;
  /** The operation that makes the bundle, or failed to. */
  readonly operationId: string | null;
}

/** One version of an app that is not archived, or the one that the store shows; no row when there is no such app. */
export const askedVersion = statement<AskedVersion, [slug: string, version: string | null]>(
  'catalog.bundles.asked-version',
)`
  select v.id as "versionId", v.version, v.state, r.operation_id as "operationId",
      case when v.kept then 'ready' when v.version = app.version and app.download <> 'ready' then app.download
        else 'not_kept' end as download,
      case when b.version_id is not null then json_build_object('digest', b.digest, 'bytes', b.bytes,
        'manifestDigest', b.manifest_digest, 'signature', b.signature, 'keyId', b.key_id,
        'format', b.format) end as bundle
    from catalog.apps as app
      left join catalog.versions as v on v.app_id = app.id and v.version = coalesce($2, app.version)
      left join catalog.bundles as b on b.version_id = v.id
      left join catalog.bundle_requests as r on r.version_id = v.id
    where app.slug = $1 and not app.archived and not app.deleting`;

/** Locks the request for a bundle, which it makes where there is none. */
export const lockRequest = statement<{ operationId: string | null }, [tenantId: string, version: string]>(
  'catalog.bundles.lock-request',
)`
  insert into catalog.bundle_requests as r (tenant_id, version_id) values ($1, $2)
    on conflict (tenant_id, version_id) do update set operation_id = r.operation_id
    returning operation_id as "operationId"`;

export const requestBy = statement<object, [version: string, operation: string]>('catalog.bundles.request-by')`
  update catalog.bundle_requests set operation_id = $2 where version_id = $1`;

export const deleteRequest = statement<object, [version: string]>('catalog.bundles.delete-request')`
  delete from catalog.bundle_requests where version_id = $1`;

/** What a bundle is made of. */
interface BundledVersion {
  readonly state: VersionState;
  readonly kept: boolean;
  /** Whether it has a bundle already, whose manifest is not of a former format. */
  readonly made: boolean;
}

/** A version, locked against being withdrawn or deleted before the transaction ends. */
export const lockBundled = statement<BundledVersion, [version: string]>('catalog.bundles.lock-version')`
  select state, kept, exists (
      select from catalog.bundles as b where b.version_id = v.id and b.format = ${manifestFormat}) as made
    from catalog.versions as v where id = $1 for share`;

export const insertBundle = statement<
  object,
  [tenantId: string, version: string, digest: string, bytes: number, manifest: string, signature: string, key: string]
>('catalog.bundles.insert')`
  insert into catalog.bundles (tenant_id, version_id, digest, bytes, manifest_digest, signature, key_id, format)
    values ($1, $2, $3, $4, $5, $6, $7, ${manifestFormat}) on conflict do nothing`;

/** Deletes the bundle of a version, where it has one of a former format. */
export const deleteFormerBundle = statement<{ digest: string }, [version: string]>('catalog.bundles.delete-former')`
  delete from catalog.bundles where version_id = $1 and format < ${manifestFormat} returning digest`;

/** Deletes the bundle of a version, where it has one. */
export const deleteBundle = statement<{ digest: string }, [version: string]>('catalog.bundles.delete')`
  delete from catalog.bundles where version_id = $1 returning digest`;
