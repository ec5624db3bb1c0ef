/** The servers of a deployment: its database, as both of its roles and not through a pooler, and its jobs. */
export interface Deployment {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Undefined when the jobs are in the database. */
  readonly redisUrl?: string;
  /** A name to show instead of its address. */
  readonly name?: string;
}

/** How a deployment is shown to operators: its name, or host, port and database without credentials. */
export function nameOf({ ownerUrl, name }: Pick<Deployment, 'ownerUrl' | 'name'>): string {
  const { hostname, port, pathname } = new URL(ownerUrl);
  return name ?? `${hostname}:${port || '5432'}${pathname}`;
}
