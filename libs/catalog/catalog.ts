import type { LocalText } from '#platform/problems';

/** How far an import has come; called once a package or extension, in order. */
export interface ImportProgress {
  /** Packages looked at, bad ones included. */
  readonly done: number;
  readonly total: number;
  /** The one just looked at: its name, or its path where the name could not be read. */
  readonly current: string;
}

/** A package that was left out, and why. */
export interface SkippedPackage {
  /** Its path below the directory imported. */
  readonly path: string;
  /** Without a full stop, as in `package.json is not valid JSON`. */
  readonly reason: LocalText;
}

/** What an import did. Apps whose package is gone stay: an import never removes. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly SkippedPackage[];
}

/** What the home page says of a store. */
export interface CatalogSummary {
  /** Exact up to 10,000, then an estimate. */
  readonly apps: number;
  readonly kind: 'exact' | 'estimated';
  /** The slug of one of them, for examples; undefined in an empty store. */
  readonly exampleApp: string | undefined;
}

/** The stores' apps, for other contexts, the command line and the first run. */
export abstract class Catalog {
  /**
   * Makes or updates one app for each package under a `node_modules` directory, scoped and nested
   * ones included; of several versions of a package the highest. Idempotent. Batches commit one by
   * one, so an import that stops half-way is continued by the next.
   *
   * @throws Problem `import_directory_unreadable` (400) when there is no such directory;
   *   `import_directory_empty` (400) when it holds no package; `quota_exceeded` (402) at the batch
   *   that the plan has no room for.
   */
  abstract importPackages(
    tenantId: string,
    directory: string,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<ImportResult>;

  /**
   * As `importPackages`, for the extensions of a PostgreSQL installation: every `*.control` file
   * in a directory named `extension` at or below the directory given.
   */
  abstract importExtensions(
    tenantId: string,
    directory: string,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<ImportResult>;

  /** How many apps a tenant's store has, and one of them. */
  abstract summary(tenantId: string): Promise<CatalogSummary>;
}
