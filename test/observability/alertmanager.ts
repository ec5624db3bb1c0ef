import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, startProcess } from '../stack/server-process.js';
import { lastingPort } from '../support/lasting-port.js';

/** What docker/observability/alertmanager/start.sh says and writes. */
export interface Rendered {
  readonly code: number | null;
  readonly said: string;
  /** Where alertmanager.yml is. */
  readonly folder: string;
}

/** Runs the shipped script with these variables alone, in a new folder unless one is named; the caller removes it. */
export function render(
  environment: Readonly<Record<string, string>>,
  folder = mkdtempSync(join(tmpdir(), 'palier-alertmanager-')),
): Rendered {
  const { status, stderr, stdout } = spawnSync('sh', ['docker/observability/alertmanager/start.sh', folder], {
    ...{ encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } },
  });
  return { code: status, said: `${stdout}${stderr}`, folder };
}

/** An alert as Prometheus posts it. */
export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** When it ended, in ISO 8601; without it, it fires. */
  readonly endsAt?: string;
}

/** An Alertmanager on a loopback port. */
export interface Alertmanager {
  readonly url: string;
  post(alerts: readonly PostedAlert[]): Promise<void>;
  /** How often it has looked at what there is to send. */
  looks(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts an Alertmanager with the shipped configuration.
 *
 * @param environment of start.sh, as `{ ALERTS_DISCORD_URL }`
 * @param change what a test has otherwise, as shorter times
 * @throws Error with what start.sh said where it refuses the environment
 */
export async function startAlertmanager(
  environment: Readonly<Record<string, string>>,
  change: (configuration: string) => string = (same) => same,
): Promise<Alertmanager> {
  const { code, said, folder } = render(environment);
  if (code !== 0) throw new Error(said);
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const url = `http://127.0.0.1:${await lastingPort()}`;
  const running = await startProcess(
    [
      findProgram('prometheus-alertmanager') ?? 'prometheus-alertmanager',
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--cluster.listen-address=',
    ],
    () =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
  );
  return {
    url,
    async post(alerts) {
      const body = JSON.stringify(alerts);
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`Alertmanager answers ${answer.status}: ${await answer.text()}`);
    },
    async looks() {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^alertmanager_nflog_queries_total (\S+)$/m.exec(metrics)?.[1] ?? 0);
    },
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What amtool finds wrong with a configuration, or SUCCESS. */
export const checked = (folder: string) =>
  execFileSync('amtool', ['check-config', join(folder, 'alertmanager.yml')], { encoding: 'utf8', stdio: 'pipe' });
