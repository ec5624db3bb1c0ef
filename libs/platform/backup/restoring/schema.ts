/** How an empty database gets the tables of the deployment; the process knows its list of migrations. */
export interface Schema {
  /** The names of all migrations that this Palier knows, in their order. */
  readonly migrations: readonly string[];
  /** Applies those of these migrations that the database has not had. */
  migrate(ownerUrl: string, names: readonly string[]): Promise<void>;
}
