import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '#platform/config';
import { root } from '../architecture/repository.js';
import type { Container, Resource, Workload } from './resources.js';
import { settingsIn, workloads } from './resources.js';

/** Each of these says what in the resources must not be, one line for each fault. */
export function privileged(resources: readonly Resource[]): string[] {
  return workloads(resources).flatMap(({ name, pod, containers }) => [
    ...(pod.securityContext?.runAsNonRoot && pod.securityContext.runAsUser
      ? []
      : [`${name} may run as root: set runAsNonRoot and runAsUser.`]),
    ...(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault'
      ? []
      : [`${name} may make any system call: set seccompProfile to RuntimeDefault.`]),
    ...(pod.automountServiceAccountToken === false
      ? []
      : [`${name} has a token of the Kubernetes API: set automountServiceAccountToken to false.`]),
    ...containers
      .filter(({ securityContext: its }) => !(its?.readOnlyRootFilesystem && its.allowPrivilegeEscalation === false))
      .map((one) => `${name}/${one.name} may write to its image or gain rights: set both fields of securityContext.`),
    ...containers
      .filter(({ securityContext: its }) => its?.capabilities?.add || !its?.capabilities?.drop?.includes('ALL'))
      .map((one) => `${name}/${one.name} has capabilities: drop ALL and add none.`),
  ]);
}

export function unlimited(resources: readonly Resource[]): string[] {
  return each(resources, ({ resources: its }) =>
    (['requests', 'limits'] as const).flatMap((kind) =>
      ['cpu', 'memory'].filter((what) => !its?.[kind]?.[what]).map((what) => `has no ${kind}.${what}: set it.`),
    ),
  );
}

export function imagesWithoutVersion(resources: readonly Resource[], version: string): string[] {
  return each(resources, ({ image }) =>
    image.endsWith(`/palier:${version}`) ? [] : [`runs ${image}: name this version, ${version}, in components/image.`],
  );
}

/** Whether something else than a Job or a CronJob may change tables. */
export function ownersUrl(resources: readonly Resource[]): string[] {
  const given = ({ envFrom = [], env = [] }: Container) =>
    envFrom.some(({ secretRef }) => secretRef?.name === 'palier-owner') ||
    env.some(({ name }) => name === 'DATABASE_OWNER_URL');
  return workloads(resources)
    .filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob')
    .flatMap(({ name, containers }) => containers.filter(given).map((one) => `${name}/${one.name}`))
    .map((place) => `${place} has the URL of the owner: only the Job and the CronJob need it.`)
    .concat('DATABASE_OWNER_URL' in settingsIn(resources) ? ['The ConfigMap has the URL of the owner: move it.'] : []);
}

/** Whether a container starts a file that the image does not have. */
export function commandsAway(resources: readonly Resource[]): string[] {
  const sources = (path: string) =>
    ['k8s/base/', 'k8s/components/canary/'].map((folder) =>
      path.replace(/^dist\/(.*)\.js$/, '$1.ts').replace(/^\/scripts\//, folder),
    );
  return each(resources, ({ command = [] }) => {
    const [program, file = ''] = command;
    if (program === 'node' && (file === '--eval' || sources(file).some((path) => existsSync(join(root, path)))))
      return [];
    return [`starts ${command.join(' ')}, which is not there: correct the path.`];
  });
}

/** Whether a process may be killed while it still answers requests or runs jobs. */
export function gracePeriods(resources: readonly Resource[]): string[] {
  const { drainMs, requestTimeoutMs, jobDeadlineMs } = readSettings(settingsIn(resources));
  return workloads(resources)
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ name, pod, containers }) => {
      const pause = containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
      const serves = containers.some(({ ports = [] }) => ports.some((port) => port.name === 'http'));
      const needed = pause + (serves ? drainMs + requestTimeoutMs : jobDeadlineMs) / 1000;
      return [
        ...(serves && pause === 0 ? [`${name} closes while it is an endpoint: let preStop sleep.`] : []),
        ...((pod.terminationGracePeriodSeconds ?? 30) > needed
          ? []
          : [`${name} is killed before it has ended: set terminationGracePeriodSeconds above ${needed}.`]),
      ];
    });
}

function each(resources: readonly Resource[], faults: (container: Container, of: Workload) => string[]): string[] {
  return workloads(resources).flatMap((workload) =>
    workload.containers.flatMap((one) => faults(one, workload).map((fault) => `${workload.name}/${one.name} ${fault}`)),
  );
}
