import { rm } from 'node:fs/promises';

/** Stops what start-postgres.mjs started, and removes its directory. */
export default async function stopPostgres() {
  const { server, directory } = globalThis.testPostgres ?? {};
  await server?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
}
