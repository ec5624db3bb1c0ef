/** Where a deployment lives: its database, as both of its roles and past any pooler, and its jobs. */
export interface Deployment {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Without it its jobs are in the database. */
  readonly redisUrl?: string;
  /** What it is called where its address says little. */
  readonly name?: string;
}

/** What may be told of a deployment: its name, or host and database without a password. */
export function nameOf({ ownerUrl, name }: Pick<Deployment, 'ownerUrl' | 'name'>): string {
  const { hostname, port, pathname } = new URL(ownerUrl);
  return name ?? `${hostname}:${port || '5432'}${pathname}`;
}
