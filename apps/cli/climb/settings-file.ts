import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Deployment } from '#platform/climb';
import type { Settings } from '#platform/config';

/** The path of the file with the settings of the new deployment. */
export function settingsFile({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(resolve(dataDir), 'climb.env');
}

/** Writes the file with mode 600, completely or not at all. */
export async function writeSettings(
  file: string,
  { ownerUrl, appUrl, redisUrl }: Deployment,
  storageUrl?: string,
): Promise<void> {
  const lines = [`DATABASE_URL=${appUrl}`, `DATABASE_OWNER_URL=${ownerUrl}`];
  if (redisUrl) lines.push(`REDIS_URL=${redisUrl}`);
  if (storageUrl) lines.push(`STORAGE_URL=${storageUrl}`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  await rename(`${file}.new`, file);
}

/** Reads the deployment from the file; undefined where there is no such file. */
export async function readSettingsFile(file: string): Promise<Deployment | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { DATABASE_URL: appUrl = '', DATABASE_OWNER_URL: ownerUrl = '', REDIS_URL: redisUrl } = parseEnv(text);
  return { appUrl, ownerUrl, redisUrl };
}

/** The `STORAGE_URL` in the file; undefined where there is none, and where there is no such file. */
export async function readStorageOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return parseEnv(text).STORAGE_URL || undefined;
}

/** The URL without its password. */
export function masked(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  return shown.href;
}
