import { Logger } from '@nestjs/common';
import type { ServerControl } from './server-control.js';
import { isRunning, type ServerProcess } from './server-process.js';

/** Logs one line for the operator. */
export type LogLine = (line: string) => void;

const logger = new Logger('Postgres');

/** Logs to the application's log. */
export const logLine: LogLine = (line) => logger.warn(line);

/** A running watch. */
export interface Watch {
  /** Stops watching, after a restart under way. */
  stop(): Promise<void>;
}

/**
 * Checks every second whether the server runs, and restarts it on the same port until it does: the pool then
 * reconnects by itself.
 *
 * @param processesGone waits until the processes of the dead server have ended
 */
export function watchServer(
  server: ServerProcess,
  control: ServerControl,
  processesGone: () => Promise<unknown>,
  log: LogLine,
): Watch {
  let { pid } = server;
  let restart: Promise<void> | undefined;

  const revive = async () => {
    log(`The embedded PostgreSQL (process ${pid}) ended unexpectedly; it is restarted.`);
    try {
      await processesGone();
      ({ pid } = await control.start(server.port));
      log(`The embedded PostgreSQL runs again (process ${pid}).`);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  };

  const timer = setInterval(() => {
    if (restart || isRunning(pid)) return;
    restart = revive().finally(() => {
      restart = undefined;
    });
  }, 1000).unref();

  return {
    async stop() {
      clearInterval(timer);
      await restart;
    },
  };
}
