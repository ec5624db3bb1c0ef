/** Creates the tables of Palier in an empty database; the entry point supplies its migrations. */
export interface Schema {
  /** The names of all migrations of this version, in order. */
  readonly migrations: readonly string[];
  /** Applies those of the named migrations that the database lacks. */
  migrate(ownerUrl: string, names: readonly string[]): Promise<void>;
}
