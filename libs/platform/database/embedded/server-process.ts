import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The server of a cluster, as in `postmaster.pid`. */
export interface ServerProcess {
  pid: number;
  port: number;
}

/** The server in the cluster's `postmaster.pid`, running or not; undefined without that file. */
export function namedServer(cluster: string): ServerProcess | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  return { pid: pid || 0, port: port || 0 };
}

/** Whether a process runs; a zombie, dead but not yet collected by its parent, does not. */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * The processes of a cluster's server: the postmaster and its children. Their working directory is the
 * cluster's directory, which distinguishes them from another program with a reused process id; where the
 * system does not show it, only the process id of the postmaster is checked.
 */
export function serverProcesses(cluster: string): number[] {
  if (process.platform !== 'linux') return [namedServer(cluster)?.pid ?? 0].filter(isRunning);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && worksIn(pid, cluster));
}

/** Removes `postmaster.pid` of a server that is gone: PostgreSQL refuses to start while another process has its id. */
export function forgetServer(cluster: string): void {
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function worksIn(pid: number, directory: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory;
  } catch {
    return false;
  }
}
