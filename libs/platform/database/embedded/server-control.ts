import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { embeddedProblem } from './embedded.errors.js';
import { runProgram } from './run-program.js';
import { namedServer, type ServerProcess } from './server-process.js';
import type { ServerUser } from './server-user.js';

/** Passed at each start instead of stored in the cluster, so that existing clusters get changes too. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  shared_preload_libraries: 'pg_stat_statements',
  logging_collector: 'on',
  log_directory: 'log',
  // One file for each weekday, overwritten a week later: the log cannot fill the disk.
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
};

/** Starts and stops the server of one cluster through pg_ctl. */
export class ServerControl {
  constructor(
    private readonly cluster: string,
    private readonly binaries: Binaries,
    private readonly user: ServerUser,
  ) {}

  /**
   * Starts the server and waits until it accepts connections. pg_ctl starts it in a separate session: Ctrl-C
   * reaches only Palier, which then stops the server.
   *
   * @throws Problem with the reason of the server.
   */
  async start(port: number): Promise<ServerProcess> {
    const log = join(this.cluster, 'start.log');
    const options = Object.entries({ ...settings, port }).map(([name, value]) => `-c ${name}=${value}`);
    const args = ['start', '-w', '-t', '60', '-D', this.cluster, '-l', log, '-o', options.join(' ')];
    const { succeeded, output } = await runProgram(this.binaries.pg_ctl, args, this.user);
    const server = namedServer(this.cluster);
    if (succeeded && server) return server;
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    const reason = lines.findLast((line) => line.includes('FATAL')) ?? output;
    throw embeddedProblem(
      `PostgreSQL did not start in ${this.cluster}: ${reason} (more in ${log}).`,
      `PostgreSQL n'a pas démarré dans ${this.cluster} : ${reason} (détails dans ${log}).`,
    );
  }

  /** Stops the server: open transactions are rolled back, committed ones are flushed to disk. */
  async stop(): Promise<void> {
    await runProgram(this.binaries.pg_ctl, ['stop', '-m', 'fast', '-w', '-t', '60', '-D', this.cluster], this.user);
  }
}
