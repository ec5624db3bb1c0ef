import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readSettings, type Settings } from '#platform/config';
import { attachEmbedded, migrate } from '#platform/database';
import { admitNewKey } from '#platform/key-rotation';
import { MasterKey } from '#platform/keys';
import { migrations } from '../../migrations/index.js';
import { bindSettings } from '../terminal/bind-settings.js';
import { CliModule } from './cli.module.js';

/** What a command uses: the application, with the contexts' facades, on the settings' database. */
export interface CliSession {
  app: INestApplicationContext;
  settings: Settings;
  close(): Promise<void>;
}

/**
 * Opens the application on the database that a server started here would use. The embedded one is
 * shared with a running server, or started for the duration of the command.
 */
export async function openSession(env: NodeJS.ProcessEnv): Promise<CliSession> {
  const chosen = readSettings(env);
  const embedded = chosen.databaseUrl ? undefined : await attachEmbedded(resolve(chosen.dataDir));
  try {
    const settings = embedded ? bindSettings(chosen, embedded.urls) : chosen;
    // The operator's own database is migrated only by a server's start or `palier database migrate`.
    if (embedded && !embedded.adopted) await migrate(embedded.urls.owner, migrations);
    const app = await NestFactory.createApplicationContext(CliModule.with(settings), {
      // A failure to start is thrown, and printed once by the command.
      logger: false,
      abortOnError: false,
    });
    app.useLogger(['error', 'fatal']);
    // A command that needs no master key runs without one, as doctor does.
    await admitNewKey(app.get(MasterKey), settings).catch((error) => {
      // A restore begins with an empty database.
      if ((error as { code?: string }).code !== 'database_not_migrated') throw error;
    });
    const close = async () => {
      await app.close();
      await embedded?.stop();
    };
    return { app, settings, close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
