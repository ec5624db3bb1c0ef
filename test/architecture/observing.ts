import { composeFile, type Service, servicesIn } from './compose-services.js';
import type { SourceTree } from './source-tree.js';

const prometheus = 'docker/observability/prometheus';

/** What in the compose file mounts nothing, is reached by everybody, or is watched by nobody. */
export function observingFaults(tree: SourceTree): string[] {
  const services = servicesIn(tree.text(composeFile));
  return [
    ...services.flatMap(({ name, value }) => [
      ...mounted(value('volumes'))
        .filter((path) => !tree.paths().some((file) => `${file}/`.startsWith(`docker/${path}/`)))
        .map((path) => `mounts docker/${path} in ${name}, which is not there: correct the path.`),
      ...[...value('ports').matchAll(/- (?!127\.0\.0\.1:)(\S+)/g)].map(
        ([, port]) => `opens ${port} of ${name} to everybody: begin it with 127.0.0.1.`,
      ),
    ]),
    ...['prometheus', 'alertmanager', 'grafana']
      .filter((name) => !services.some((each) => each.name === name && each.value('profiles').includes('[observe]')))
      .map((name) => `has no ${name} in the profile observe: add it.`),
    ...services
      .filter(
        ({ value }) => value('command').includes('/worker/') && !value('volumes').includes('/backups:/backups:ro'),
      )
      .map(({ name }) => `shows ${name} no backups, so that nobody says how old they are: mount ../var/backups.`),
    ...['growth', 'scale'].flatMap((profile) => notScraped(tree, profile, services)),
  ];
}

/** The files and folders beside the compose file, with either profile in place of its variable. */
function mounted(volumes: string): string[] {
  const texts = ['growth', 'scale'].map((profile) => volumes.replace(/\$\{PROFILE:-growth\}/, profile));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/- \.\/([^:\n]+):/g)].map(([, path = '']) => path)))];
}

/** Which processes of a profile Prometheus does not ask, and which it asks that there are not. */
function notScraped(tree: SourceTree, profile: string, services: readonly Service[]): string[] {
  const named = /names: \[([^\]]*)\]/.exec(tree.text(`${prometheus}/prometheus.yml`))?.[1]?.split(', ') ?? [];
  const targets = tree.text(`${prometheus}/targets/${profile}.yml`).matchAll(/'([\w-]+):9464'/g);
  const asked = [...[...targets].map(([, name = '']) => name), ...named].sort();
  const processes = services
    .filter(({ value }) => value('profiles').includes(profile) && /\bpalier:\S+\n/.test(value('image')))
    .filter(({ value }) => value('command') === '' || value('command').includes('/worker/'))
    .map(({ name }) => name)
    .sort();
  return processes.join() === asked.join()
    ? []
    : [`has ${processes.join(', ')} in ${profile}, and Prometheus asks ${asked.join(', ')}: correct its targets.`];
}
