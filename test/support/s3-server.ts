import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepts, findProgram, startProcess } from '../stack/server-process.js';
import { lastingPort } from './lasting-port.js';

/** An S3-compatible service on a loopback port, with one bucket; it verifies signatures and checksums. */
export interface S3Server {
  /** Of the bucket, as in `STORAGE_URL`. */
  readonly url: string;
  readonly port: number;
  /** The directory whose files are the objects of the bucket, by their keys. */
  readonly objects: string;
  /** Kills it, as a crash. */
  kill(): Promise<void>;
  /** Starts it again, with the same port and objects, after `kill`. */
  restart(): Promise<void>;
  /** Ends it, and removes its objects. */
  stop(): Promise<void>;
}

const [accessKey, secret] = ['AKIAPALIERTESTS', 'a-secret/with+signs@of-urls'];

/** Starts a Versity S3 Gateway (`versitygw`) on a temporary directory, and resolves when it serves. */
export async function startS3(parent = tmpdir()): Promise<S3Server> {
  const port = await lastingPort();
  const folder = mkdtempSync(join(parent, 'palier-s3-'));
  const [root, metadata] = [join(folder, 'buckets'), join(folder, 'metadata')];
  const objects = join(root, 'palier');
  for (const directory of [objects, metadata]) mkdirSync(directory, { recursive: true });
  const command = [
    ...[findProgram('versitygw') ?? 'versitygw', '--access', accessKey, '--secret', secret],
    ...['--port', `127.0.0.1:${port}`, '--keep-alive', '--quiet', 'posix', '--sidecar', metadata, root],
  ];
  const start = () => startProcess(command, () => accepts(port));
  let running = await start();
  return {
    url: `s3://${accessKey}:${encodeURIComponent(secret)}@127.0.0.1:${port}/palier`,
    port,
    objects,
    async kill() {
      await running.end('SIGKILL');
    },
    async restart() {
      running = await start();
    },
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
