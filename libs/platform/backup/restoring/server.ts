/** A server on which databases may be made, beside the one in use. */
export interface DatabaseServer {
  /** Makes, renames and drops databases, as for `palier database init`. */
  readonly adminUrl: string;
  /** The database in use, as its owner. */
  readonly ownerUrl: string;
  /** The same as the application. */
  readonly appUrl: string;
}

/** The name of the database that a URL leads to. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The same server and role in another database. */
export function inDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
