import pg from 'pg';

/** A running LISTEN; it reconnects by itself until it is closed. */
export interface Listener {
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * Listens on a channel over a connection of its own.
 *
 * @param url direct, since a pooler in transaction mode loses LISTEN
 * @param onNotify called with each notification's payload, and with undefined each time that
 * listening begins or begins again: notifications may have been missed, so look for yourself
 */
export function listen(url: string, channel: string, onNotify: (payload: string | undefined) => void): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE_MS;

  const open = async () => {
    const connection = new pg.Client({
      connectionString: url,
      application_name: 'palier listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5000,
    });
    client = connection;
    connection.on('error', () => {});
    connection.on('end', again);
    connection.on('notification', ({ payload }) => onNotify(payload ?? ''));
    try {
      await connection.connect();
      await connection.query(`LISTEN ${connection.escapeIdentifier(channel)}`);
      pause = FIRST_PAUSE_MS;
      onNotify(undefined);
    } catch {
      await connection.end();
    }
  };

  const again = () => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(open, pause * (0.5 + Math.random())).unref();
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  void open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
