import type { LocalText } from '#platform/problems';

/** The progress of an import, reported once per package or extension, in order. */
export interface ImportProgress {
  /** Packages processed, including skipped ones. */
  readonly done: number;
  readonly total: number;
  /** The package just processed: its name, or its path where the name could not be read. */
  readonly current: string;
}

/** What an import keeps, and whom it tells. */
export interface ImportOptions {
  /** Called once per package or extension, in order. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** The largest package, in bytes, whose files are kept; of larger ones only names and sizes are. By default all are. */
  readonly filesUpTo?: number;
  /** The largest package, in bytes, whose files `keepFiles` is to keep later; larger ones are too large. By default `filesUpTo`. */
  readonly laterUpTo?: number;
}

/** A package that was skipped, with the reason. */
export interface SkippedPackage {
  /** Its path below the imported directory. */
  readonly path: string;
  /** Without a full stop, as in `package.json is not valid JSON`. */
  readonly reason: LocalText;
}

/** The result of an import. An import never deletes apps, even when their package no longer exists. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly SkippedPackage[];
}

/** The summary of a store on the home page. */
export interface CatalogSummary {
  /** Exact up to 10,000, then an estimate. */
  readonly apps: number;
  readonly kind: 'exact' | 'estimated';
  /** The slugs of some apps, at most 20, for examples. */
  readonly exampleApps: readonly string[];
}
