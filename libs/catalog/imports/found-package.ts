import type { SkippedPackage } from '../catalog.js';

/** One file of a package. */
export interface FoundFile {
  /** Relative to the package, with `/` between its parts. */
  path: string;
  bytes: number;
}

/** A package as a source of packages found it, cleaned and within the bounds of the table `catalog.apps`. */
export interface FoundPackage {
  /** What it is everywhere and for ever, as in `npm:@nestjs/core`. */
  source: string;
  /** 1 to 214 characters. */
  name: string;
  /** One line, up to 280 characters. */
  summary: string;
  /** Up to 64 KB of UTF-8. */
  description: string;
  /** Up to 20, lower-case. */
  tags: string[];
  licence?: string;
  /** An http or https address. */
  homepage?: string;
  author?: string;
  version: string;
  /** The first 10,000, by path. */
  files: FoundFile[];
  /** Of all its files, beyond those listed. */
  fileCount: number;
  bytes: number;
}

/** What a source met: a package, or one that it leaves out. */
export type Finding = { found: FoundPackage } | { skipped: SkippedPackage };

/** Packages to import, read one at a time so that memory holds few of them. */
export interface PackageSource {
  /** How many findings there will be. */
  readonly total: number;
  findings(): AsyncIterable<Finding>;
}
