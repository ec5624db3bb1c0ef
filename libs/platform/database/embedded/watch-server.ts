import type { LogLine } from './log-line.js';
import type { ServerControl } from './server-control.js';
import { isRunning, type ServerProcess } from './server-process.js';

/** A running watch. */
export interface Watch {
  /** Ends it, after a restart that is under way. */
  stop(): Promise<void>;
}

/**
 * Looks each second whether the server lives and starts it again on the same port when it does
 * not: the pool then connects anew by itself. It tries until it succeeds.
 *
 * @param settle waits until the dead server's processes are gone
 */
export function watchServer(
  server: ServerProcess,
  control: ServerControl,
  settle: () => Promise<unknown>,
  log: LogLine,
): Watch {
  let { pid } = server;
  let restart: Promise<void> | undefined;

  const revive = async () => {
    log(`The embedded PostgreSQL (process ${pid}) ended by itself; starting it again.`);
    try {
      await settle();
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
