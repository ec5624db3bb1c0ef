import type { Operation } from '#platform/operations';
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

/** The stores' apps, for other contexts, the command line and the first run. */
export abstract class Catalog {
  /**
   * Creates or updates one app for each package under a `node_modules` directory, including scoped and
   * nested packages; of several versions of a package the highest; publishes that version with its files. Idempotent. Batches commit one by
   * one, so an import that was interrupted is continued by the next.
   *
   * @throws Problem `import_directory_unreadable` (400) when there is no such directory;
   *   `import_directory_empty` (400) when it holds no package; `quota_exceeded` (402) at the batch
   *   that exceeds the quota of the plan.
   */
  abstract importPackages(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult>;

  /**
   * As `importPackages`, for the extensions of a PostgreSQL installation: every `*.control` file in a
   * directory named `extension`, which is `directory` or below it.
   */
  abstract importExtensions(tenantId: string, directory: string, options?: ImportOptions): Promise<ImportResult>;

  /** How many apps wait for `keepFiles`. */
  abstract pendingFiles(tenantId: string): Promise<number>;

  /**
   * Keeps the files of the apps that wait for it, the smallest first, in the background. Only the process of the operator may
   * call this, never a route: it reads a directory of this machine. What is done stays done, and the rest waits for the next call.
   *
   * @param directory the absolute path of the `node_modules` directory that they were imported from
   * @param filesUpTo as in `ImportOptions`
   * @returns the operation of the tenant that does it: the one at work, or a new one. Cancelling it needs `catalog.publish`
   */
  abstract keepFiles(tenantId: string, directory: string, filesUpTo: number): Promise<Operation>;

  /** The number of apps in a tenant's store, and some of them. */
  abstract summary(tenantId: string): Promise<CatalogSummary>;

  /** Whether a tenant's store has an app of this slug. */
  abstract hasApp(tenantId: string, slug: string): Promise<boolean>;
}
