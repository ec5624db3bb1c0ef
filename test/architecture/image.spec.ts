import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFaults, imageFaults } from './image.js';
import { observingFaults } from './observing.js';
import { root } from './repository.js';
import { SourceTree } from './source-tree.js';

const files = [
  '.dockerignore',
  '.npmrc',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
  'docs/openapi.json',
];

/** The repository, with one file's text changed. */
function changed(file?: string, from = '', to = ''): SourceTree {
  const sources = SourceTree.read(root, ['apps', 'libs', 'migrations', 'docker']);
  const texts = [
    ...sources.paths().map((path) => [path, sources.text(path)] as const),
    ...files.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
  ];
  return SourceTree.of(
    Object.fromEntries(texts.map(([path, text]) => [path, path === file ? text.replace(from, to) : text])),
  );
}

describe('The image', () => {
  it('can be built', () => expect(imageFaults(changed())).toEqual([]));

  it.each([
    ['a source that is not there', 'COPY libs libs', 'COPY lib libs', 2],
    ['a stage that is not there', '--from=build', '--from=compile', 1],
    ['an image that runs as root', 'USER 1000:1000', 'USER root', 1],
    ['an image without a health check', 'HEALTHCHECK', '# ', 1],
    ['an entry that the build does not make', 'dist/apps/api/main.js', 'dist/api.js', 1],
    ['a base without a version', 'FROM node:26-trixie-slim AS build', 'FROM node AS build', 1],
  ])('fails on %s', (_what, from, to, faults) => {
    expect(imageFaults(changed('docker/Dockerfile', from, to))).toHaveLength(faults);
  });

  it('fails on an install that lacks native parts', () => {
    expect(imageFaults(changed('docker/layers.sh', '--omit=dev', '--omit=dev --omit=optional'))).toHaveLength(1);
  });

  it('fails on a source that .dockerignore excludes', () => {
    expect(imageFaults(changed('.dockerignore', '!migrations\n', ''))).toHaveLength(1);
  });
});

describe('The Redis of sessions and jobs', () => {
  it('writes each change to disk before it answers', () => {
    expect(readFileSync(join(root, 'docker/redis/jobs.conf'), 'utf8')).toMatch(/^appendfsync always$/m);
  });
});

describe('The compose file', () => {
  it('names existing files and options only', () => expect(composeFaults(changed())).toEqual([]));

  it.each([
    ['an option that there is not', '      LOG_LEVEL:', '      LOGLEVEL:', 1],
    ['a Dockerfile that is not there', 'dockerfile: docker/Dockerfile', 'dockerfile: Dockerfile', 1],
    ['a command that is not there', '- apps/cli/palier.mjs', '- apps/cli/palier.js', 1],
    ['an image without a version', 'image: postgres:18', 'image: postgres', 1],
    ['another version than that of this tree', 'image: palier:0.1.0', 'image: palier:0.0.9', 1],
    [
      'a program that the image lacks',
      'command: [node, /scripts/backup-daily.mjs]',
      'command: [sh, /scripts/backup-daily.mjs]',
      1,
    ],
    ['a profile without an API', 'profiles: [scale]\n    ports: []', 'profiles: [none]\n    ports: []', 1],
    ['an API with the URL of the owner', 'path: ../var/database.env', 'path: ../var/owner.env', 5],
    ['files that nginx does not send', '      STORAGE_ACCEL_PATH: /_palier_storage\n', '', 2],
    ['backups that are deleted with their container', '- ../var/backups:/backups', '- /backups', 2],
    ['a deployment that nothing migrates', '[node, apps/cli/palier.mjs, database, migrate]', '[node]', 2],
  ])('fails on %s', (_what, from, to, faults) => {
    expect(composeFaults(changed('docker/compose.yaml', from, to))).toHaveLength(faults);
  });
});

describe('What is observed', () => {
  it('is each process, by files that are there, and closed to others', () => {
    expect(observingFaults(changed())).toEqual([]);
  });

  const prometheus = 'docker/observability/prometheus';
  it.each([
    [
      'a mounted file that is not there',
      'docker/compose.yaml',
      './observability/prometheus/alerts.yml',
      './alerts.yml',
      1,
    ],
    ['a folder that is not there', 'docker/compose.yaml', '- ./observability/grafana:', '- ./grafana:', 1],
    ['a port for everybody', 'docker/compose.yaml', '127.0.0.1:3001:3000', '3001:3000', 1],
    [
      'a service of another profile',
      'docker/compose.yaml',
      'alertmanager:\n    profiles: [observe]',
      'alertmanager:\n    profiles: [scale]',
      1,
    ],
    ['backups that nobody watches', 'docker/compose.yaml', '      - ../var/backups:/backups:ro\n', '', 1],
    ['a process that nobody asks', `${prometheus}/targets/scale.yml`, ", 'api-2:9464'", '', 1],
    ['a worker that nobody asks', `${prometheus}/prometheus.yml`, 'names: [worker]', 'names: [workers]', 2],
  ])('fails on %s', (_what, file, from, to, faults) => {
    expect(observingFaults(changed(file, from, to))).toHaveLength(faults);
  });
});
