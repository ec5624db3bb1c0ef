import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The lock of a data directory: its holder may run the server. */
export interface DataDirLock {
  release(): void;
}

/**
 * Takes the lock of a data directory, or returns the process id of its holder. The lock is a listening
 * socket, which the system closes with its process: a kill -9 releases it, and a reused process id is never
 * mistaken for its holder.
 */
export async function takeLock(root: string): Promise<DataDirLock | { holder: number }> {
  const { dev, ino } = statSync(root, { bigint: true });
  const address = addressOf(createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 16));
  for (;;) {
    const server = await listen(address);
    if (server) return { release: () => server.close() };
    const holder = await askHolder(address);
    if (holder !== undefined) return { holder };
    // On systems where sockets are files: the file of a process that is gone.
    if (!address.startsWith('\0')) await rm(address, { force: true });
  }
}

/** On Linux and Windows the name vanishes with its process; elsewhere it is a file. */
function addressOf(name: string): string {
  if (process.platform === 'linux') return `\0palier-${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\palier-${name}`;
  return join(tmpdir(), `palier-${name}`);
}

function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.on('error', () => {}).end(String(process.pid)));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

function askHolder(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    connect(address)
      .setEncoding('utf8')
      .on('data', (part) => {
        answer += part;
      })
      .on('end', () => resolve(Number(answer)))
      .on('error', () => resolve(undefined));
  });
}
