import type { IncomingFile } from '#platform/storage';
import type { DownloadState } from '../apps/apps.dto.js';
import type { SkippedPackage } from '../catalog.js';
import type { Manifest } from './manifest.js';

/** One file of a package. */
export interface FoundFile {
  /** Relative to the package, with `/` between its parts. */
  path: string;
  bytes: number;
  /** Where its content is, on this machine. */
  location: string;
}

/** A package of a source, cleaned and within the limits of the table `catalog.apps`. */
export interface FoundPackage extends Manifest {
  /** Identifies the package in every import, as in `npm:@nestjs/core`. */
  source: string;
  /** Up to 64 KB of UTF-8. */
  description: string;
  /** By path. */
  files: FoundFile[];
}

/** One result of a source: a package, or a skipped one. */
export type Finding = { found: FoundPackage } | { skipped: SkippedPackage };

/** Packages to import, read one at a time so that memory holds few of them. */
export interface PackageSource {
  /** The number of findings. */
  readonly total: number;
  findings(): AsyncIterable<Finding>;
}

/** A package with the digest of its content. */
export interface DigestedPackage {
  readonly found: FoundPackage;
  readonly digest: string;
  /** Its files are kept where it is `ready`. */
  readonly download: DownloadState;
  /** Those files, in order of `found.files`; empty where none are kept or the package is unchanged. */
  files: readonly IncomingFile[];
}

/** An app to write. */
export interface Save extends DigestedPackage {
  readonly id: string;
  readonly slug: string;
  readonly known: boolean;
}
