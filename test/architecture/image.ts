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
    ...(/^RUN npm ci(?=.*--omit=dev).*--omit=optional/m.test(text)
      ? ['installs without native parts: omit dev alone, and remove optional packages by name.']
      : []),
    ...(/^USER (?!root\b)\w+$/m.test(last) ? [] : ['runs as root: end with USER and another user.']),
    ...(/^HEALTHCHECK [\s\S]*?\/health\/ready/m.test(last)
      ? []
      : ['has no health check: let HEALTHCHECK ask /health/ready.']),
    ...(command && tree.has(`${command}.ts`)
      ? []
      : ['starts a file that the build does not make: name one of dist in CMD.']),
    ...[...text.matchAll(/^FROM (\S+:latest|[^:\s]+)(?:\s|$)/gm)]
      .filter(([, image]) => !stages.includes(image))
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

/** The files and options that the compose file names and that do not exist. */
export function composeFaults(tree: SourceTree): string[] {
  const text = tree.text('docker/compose.yaml');
  const options = new Set(
    [...tree.text('libs/platform/config/settings.ts').matchAll(/name: '(\w+)'/g)].map(([, name]) => name),
  );
  const api = /^ {2}api:(?: &\w+)?\n([\s\S]*?)(?=^\S|^ {2}\S)/m.exec(text)?.[1] ?? '';
  const environment = /^ {4}environment:\n((?: {6}.*\n)*)/m.exec(api)?.[1] ?? '';
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
    ...[...text.matchAll(/\bimage: (?!palier$)(\S+?)(:latest)?$/gm)]
      .filter(([, image = '', latest]) => latest || !image.includes(':'))
      .map(([, image]) => `uses ${image}: say which version.`),
  ];
}
