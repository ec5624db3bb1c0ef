import { composeFile, type Service, servicesIn } from './compose-services.js';
import type { SourceTree } from './source-tree.js';

const dockerfile = 'docker/Dockerfile';

/** What in the Dockerfile could not be built or should not be run, as far as its text shows. */
export function imageFaults(tree: SourceTree): string[] {
  const text = tree.text(dockerfile);
  const stages = [...text.matchAll(/^FROM \S+(?: AS (\w+))?$/gm)].map(([, name]) => name);
  const last = text.slice(text.lastIndexOf('\nFROM '));
  const command = /^CMD \["node", "dist\/(.+)\.js"\]$/m.exec(last)?.[1];
  return [
    ...copies(text)
      .flatMap(({ from, sources }) => (from ? [] : sources))
      .flatMap((source) => contextFaults(tree, source)),
    ...copies(text)
      .filter(({ from }) => from && !stages.includes(from))
      .map(({ from }) => `copies from ${from}, which is no stage: name a stage above it.`),
    ...(stages.length < 2 ? ['is built in one stage and would ship its compiler: build in a stage of its own.'] : []),
    ...(/^ *npm ci(?=.*--omit=dev).*--omit=optional/m.test(tree.text('docker/layers.sh'))
      ? ['installs without native parts: omit dev alone, and remove optional packages by name.']
      : []),
    ...(/^USER (?!root\b|0\b)\S+$/m.test(last) ? [] : ['runs as root: end with USER and another user.']),
    ...(/^HEALTHCHECK [\s\S]*?\/health\/ready/m.test(last)
      ? []
      : ['has no health check: let HEALTHCHECK ask /health/ready.']),
    ...(command && tree.has(`${command}.ts`)
      ? []
      : ['starts a file that the build does not make: name one of dist in CMD.']),
    ...[...text.matchAll(/^FROM (\S+:latest|[^:\s]+)(?:\s|$)/gm)]
      .filter(([, image]) => image !== 'scratch' && !stages.includes(image))
      .map(([, image]) => `is made from ${image}: say which version.`),
  ];
}

function copies(text: string): { from: string | undefined; sources: string[] }[] {
  return [...text.matchAll(/^COPY (?:--from=(\w+) )?(.*)$/gm)].map(([, from, paths = '']) => ({
    from,
    sources: paths.split(' ').slice(0, -1),
  }));
}

/** Whether Docker sees a path: it exists, and `.dockerignore`, a list of exceptions to `*`, includes it. */
function contextFaults(tree: SourceTree, source: string): string[] {
  const there = tree.has(source) || tree.paths().some((path) => path.startsWith(`${source}/`));
  const exceptions = tree
    .text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  const seen = exceptions.some((line) => `${source}/`.startsWith(`${line.slice(1)}/`));
  return [
    ...(there ? [] : [`copies ${source}, which is not there: correct the path.`]),
    ...(seen ? [] : [`copies ${source}, which .dockerignore keeps out: add !${source} there.`]),
  ];
}

/** What in the compose file names nothing that exists, lacks a service, or gives a service more than it needs. */
export function composeFaults(tree: SourceTree): string[] {
  const text = tree.text(composeFile);
  const services = servicesIn(text);
  const options = new Set(
    ['settings.ts', 'http-settings.ts'].flatMap((file) =>
      [...tree.text(`libs/platform/config/${file}`).matchAll(/@Option\(\s*'(\w+)'/g)].map(([, name]) => name),
    ),
  );
  const { version } = JSON.parse(tree.text('package.json'));
  const environment = /^ {4}environment: &environment\n((?: {6}.*\n)*)/m.exec(text)?.[1] ?? '';
  return [
    ...[...environment.matchAll(/^ {6}(\w+):/gm)]
      .filter(([, name = '']) => !options.has(name))
      .map(([, name]) => `gives the API ${name}, which is no option: take one of settings.ts.`),
    ...[...text.matchAll(/dockerfile: (\S+)/g)]
      .filter(([, path = '']) => !tree.has(path))
      .map(([, path]) => `is built from ${path}, which is not there: correct the path.`),
    ...[...text.matchAll(/^ +- (apps\/\S+)$/gm)]
      .filter(([, path = '']) => !tree.has(path))
      .map(([, path]) => `runs ${path}, which is not there: correct the path.`),
    ...services
      .filter(({ value }) => /\bpalier:\S+\n/.test(value('image')) && !/^(\W*node\b.*)?$/s.test(value('command')))
      .map(({ name }) => `starts something else than Node in ${name}, which is all that the image has.`),
    ...[...text.matchAll(/\bimage: palier:(\S+)$/gm)]
      .filter(([, named]) => named !== version)
      .map(([, named]) => `uses palier:${named}, and package.json says ${version}: name that.`),
    ...[...text.matchAll(/\bimage: (?!palier-pgbouncer$)(\S+?)(:latest)?$/gm)]
      .filter(([, image = '', latest]) => latest || !image.includes(':'))
      .map(([, image]) => `uses ${image}: say which version.`),
    ...services
      .filter(({ name, value }) => value('env_file').includes('owner.env') && !/^(migrate|backup)$/.test(name))
      .map(({ name }) => `gives ${name} the owner's URL: only what migrates or backs up needs it.`),
    ...notSentByNginx(services, tree.text('docker/nginx/nginx.conf')),
    ...['growth', 'scale'].flatMap((profile) => missingIn(profile, services)),
  ];
}

/** Which processes behind nginx send their files themselves, past its location. */
function notSentByNginx(services: readonly Service[], settings: string): string[] {
  const location = /^ *location (\S+)\/ \{\n *internal;$/m.exec(settings)?.[1];
  const behind = services.find(({ name }) => name === 'nginx')?.value('depends_on') ?? '';
  return services
    .filter(({ name }) => new RegExp(`^ +${name}:$`, 'm').test(behind))
    .filter(({ value }) => !value('environment').includes(`      STORAGE_ACCEL_PATH: ${location}\n`))
    .map(({ name }) => `lets ${name} send files itself: set STORAGE_ACCEL_PATH to ${location}, as in nginx.conf.`);
}

/** What a deployment cannot do without, and which service does it. */
function missingIn(profile: string, services: readonly Service[]): string[] {
  const those = services.filter(({ value }) => new RegExp(`\\b${profile}\\b`).test(value('profiles')));
  const needed: [string, (service: Service) => boolean][] = [
    ['serves', ({ value }) => /\bpalier:\S+\n/.test(value('image')) && value('command') === ''],
    ['runs jobs', ({ value }) => value('command').includes('apps/worker/main.js')],
    ['migrates', ({ value }) => /database, migrate\]/.test(value('command'))],
    [
      'writes backups to a volume',
      (one) => /backup-daily.mjs/.test(one.value('command')) && one.value('volumes').includes(':/backups'),
    ],
  ];
  return needed
    .filter(([, does]) => !those.some(does))
    .map(([what]) => `has no service in the profile ${profile} that ${what}: add one.`);
}
