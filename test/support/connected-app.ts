import type { Type } from '@nestjs/common';
import pg from 'pg';
import { Database } from '#platform/database';
import { HostNetwork } from '#platform/outbound';
import { startTestApp, type TestApp } from './test-app.js';
import { WebServer } from './web-server.js';
import { workers } from './workers.js';

/** The API and a worker in one process, whose requests to other hosts lead to a local web server. */
export abstract class ConnectedApp {
  private readonly superuser: pg.Pool;

  constructor(
    readonly api: TestApp,
    readonly web: WebServer,
  ) {
    this.superuser = new pg.Pool({ connectionString: api.database.adminUrl });
  }

  /** Runs SQL as the superuser. @returns the rows of its last statement */
  async sql<Row extends object>(text: string): Promise<Row[]> {
    const result: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await this.superuser.query<Row>(text);
    return (Array.isArray(result) ? result.at(-1) : result).rows;
  }

  get database(): Database {
    return this.api.app.get(Database);
  }

  async close(): Promise<void> {
    // First: the worker waits for answers that pages still owe it.
    await this.web.close();
    await this.superuser.end();
    await this.api.close();
  }
}

/** @param modules that run beside those of the API and the worker */
export async function startConnected<App extends ConnectedApp>(
  kind: new (api: TestApp, web: WebServer) => App,
  ...modules: Type[]
): Promise<App> {
  const web = await WebServer.start();
  const api = await startTestApp({}, undefined, [...workers, ...modules]);
  const network = api.app.get(HostNetwork);
  network.resolve = (name) => web.internet.resolve(name);
  network.connect = (address, port) => web.internet.connect(address, port);
  return new kind(api, web);
}
