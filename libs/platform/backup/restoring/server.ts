/** A server on which databases may be created, with the database in use. */
export interface DatabaseServer {
  /** An administrator, who creates, renames and drops databases, as for `palier database init`. */
  readonly adminUrl: string;
  /** The database in use, as its owner. */
  readonly ownerUrl: string;
  /** The database in use, as the application's role. */
  readonly appUrl: string;
}

/** The name of the database in a URL. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The URL of another database on the same server, with the same role. */
export function inDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
