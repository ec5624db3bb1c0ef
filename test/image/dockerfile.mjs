// Runs docker/Dockerfile without Docker: a stage is a directory, and the base image is this machine, with the
// Node that runs this and the npm on PATH. Accounts, ports and signals of the image are left out.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join, matchesGlob, relative } from 'node:path';

/**
 * @param {string} root the context of the build
 * @param {string} directory gets a folder for each stage
 * @returns {{ path: string, env: Record<string, string>, command: string[], healthCheck: string[] }} the last stage:
 *   the path of its WORKDIR here, and what Docker would run
 * @throws Error where a step fails, or is of an unknown kind
 */
export function buildImage(root, directory) {
  const isSeen = contextOf(readFileSync(join(root, '.dockerignore'), 'utf8'));
  const stages = new Map();
  let stage;
  const steps = {
    FROM: (text) => {
      const name = /^\S+ AS (\w+)$/.exec(text)?.[1] ?? 'image';
      stage = { root: join(directory, name), path: join(directory, name), env: {}, command: [], healthCheck: [] };
      stages.set(name, stage);
    },
    WORKDIR: (text) => {
      stage.path = join(stage.root, text);
      mkdirSync(stage.path, { recursive: true });
    },
    ENV: (text) => Object.assign(stage.env, Object.fromEntries(text.split(' ').map((pair) => pair.split('=')))),
    COPY: (text) => {
      const [, from, paths] = /^(?:--from=(\w+) )?(.*)$/.exec(text);
      const [target, ...sources] = paths.split(' ').reverse();
      for (const source of sources) {
        const path = join(from ? stages.get(from).root : root, source);
        const into = target.endsWith('/') && statSync(path).isFile() ? join(target, basename(source)) : target;
        const to = join(stage.path, into);
        // Moved from the stage, because nothing else reads it.
        if (from) renameSync(path, to);
        else cpSync(path, to, { recursive: true, filter: (file) => isSeen(relative(root, file)) });
        if (!existsSync(to)) throw new Error(`COPY ${source}: .dockerignore keeps it out.`);
      }
    },
    RUN: (text) => run(text, stage),
    CMD: (text) => Object.assign(stage, { command: JSON.parse(text) }),
    HEALTHCHECK: (text) => Object.assign(stage, { healthCheck: JSON.parse(/CMD (\[.*\])$/.exec(text)[1]) }),
    USER: () => {},
    EXPOSE: () => {},
    STOPSIGNAL: () => {},
  };
  for (const [instruction, text] of instructions(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'))) {
    if (!steps[instruction])
      throw new Error(`${instruction} is not known here: teach it to test/image/dockerfile.mjs.`);
    steps[instruction](text);
  }
  return stage;
}

function instructions(text) {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
}

/** Whether Docker sees a path of the context; the last line that matches it or a folder above it decides. */
function contextOf(dockerignore) {
  const rules = dockerignore.split('\n').filter((line) => line && !line.startsWith('#'));
  return (path) => {
    const parts = path.split('/');
    const above = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    const rule = rules.findLast((line) => above.some((folder) => matchesGlob(folder, line.replace('!', ''))));
    return rule === undefined || rule.startsWith('!');
  };
}

function run(command, { path: cwd, env }) {
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const { status } = spawnSync('sh', ['-c', command], { cwd, env: { ...process.env, ...env, PATH }, stdio: 'inherit' });
  if (status !== 0) throw new Error(`RUN ${command} left with ${status}.`);
}
