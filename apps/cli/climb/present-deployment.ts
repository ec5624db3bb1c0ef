import { resolve } from 'node:path';
import { climbProblems, type Deployment } from '#platform/climb';
import { readSettings, type Settings } from '#platform/config';
import { withServer } from '../backup/database-server.js';

/** Runs `work` with the deployment of the settings: your own database, or the embedded one. */
export function withPresentDeployment<T>(work: (deployment: Deployment, settings: Settings) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const { databaseUrl, databaseDirectUrl, redisUrl } = settings;
  return withServer(undefined, ({ ownerUrl, appUrl }) => {
    const name = databaseUrl ? undefined : embeddedName(settings);
    return work({ ownerUrl, appUrl: databaseDirectUrl ?? appUrl, redisUrl, name }, settings);
  });
}

/** @throws Problem `jobs_stay_behind` where jobs are in a Redis that a cutover does not support */
export function requireMovableJobs({ redisSentinels, redisCluster }: Settings): void {
  if (redisSentinels.length > 0) throw climbProblems.jobs_stay_behind({ variable: 'REDIS_SENTINELS' });
  if (redisCluster.length > 0) throw climbProblems.jobs_stay_behind({ variable: 'REDIS_CLUSTER' });
}

/** The embedded database's name in a cutover: its port changes with every start, its directory does not. */
export function embeddedName({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return `embedded:${resolve(dataDir)}`;
}
