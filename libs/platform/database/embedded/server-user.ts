import { existsSync, readFileSync, statSync } from 'node:fs';

/** The user of PostgreSQL's processes; empty for the user that runs Palier. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root. Under root: the owner of existing data, else `postgres`, else `nobody`. */
export function chooseServerUser(cluster: string): ServerUser {
  if (process.getuid?.() !== 0) return {};
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return account('postgres') ?? account('nobody') ?? { uid: 65534, gid: 65534 };
}

function account(name: string): ServerUser | undefined {
  const line = matchAccounts(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm'));
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined;
}

/** The name of an account, as `sudo -u` accepts it; where it has none, its quoted number. */
export function accountName(uid: number): string {
  return matchAccounts(new RegExp(`^([^:\\n]+):[^:]*:${uid}:`, 'm'))?.[1] ?? `'#${uid}'`;
}

function matchAccounts(pattern: RegExp): RegExpMatchArray | null {
  return existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').match(pattern) : null;
}
