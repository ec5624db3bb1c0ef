import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readSettings, type Settings } from '#platform/config';
import { attachEmbedded, migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';
import { bindSettings } from '../terminal/bind-settings.js';
import { CliModule } from './cli.module.js';

/** What a command works with: the contexts' facades over the database that the settings name. */
export interface CliSession {
  app: INestApplicationContext;
  settings: Settings;
  close(): Promise<void>;
}

/**
 * Opens the database that a server started here would use. The embedded one is shared with a
 * running server, or started for the time of the command.
 */
export async function openSession(env: NodeJS.ProcessEnv): Promise<CliSession> {
  const chosen = readSettings(env);
  const embedded = chosen.databaseUrl ? undefined : await attachEmbedded(resolve(chosen.dataDir));
  try {
    const settings = embedded ? bindSettings(chosen, embedded.urls) : chosen;
    // Your own database is migrated when you say so, by a start or by `palier database migrate`.
    if (embedded && !embedded.adopted) await migrate(embedded.urls.owner, migrations);
    const app = await NestFactory.createApplicationContext(CliModule.with(settings), {
      // What stops it is thrown, and said once by the command.
      logger: false,
      abortOnError: false,
    });
    app.useLogger(['error', 'fatal']);
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
