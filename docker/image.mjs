/**
 * `npm run image [-- <directory>]`: makes the image as an OCI layout, by default in var/image, without Docker. layers.sh says
 * what goes in, the last stage of the Dockerfile how it is run. Needs umoci and mmdebstrap, and runs as root.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const layout = resolve(process.argv[2] ?? join(root, 'var/image'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const image = `${layout}:${version}`;

const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: 'inherit' });

const layers = mkdtempSync(join(tmpdir(), 'palier-layers-'));
try {
  run('sh', 'docker/layers.sh', layers);
  rmSync(layout, { recursive: true, force: true });
  run('umoci', 'init', '--layout', layout);
  run('umoci', 'new', '--image', image);
  for (const layer of ['base', 'dependencies', 'product']) {
    run('umoci', 'insert', '--image', image, join(layers, layer), '/');
  }
  run('umoci', 'config', '--image', image, ...settings(lastStage()));
  run('umoci', 'gc', '--layout', layout);
} finally {
  rmSync(layers, { recursive: true, force: true });
}
console.log(`The image is oci:${image}.`);

/** The instructions of the Dockerfile's last stage, each with its text. */
function lastStage() {
  const lines = readFileSync(join(root, 'docker/Dockerfile'), 'utf8')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines
    .slice(lines.findLastIndex((line) => line.startsWith('FROM ')) + 1)
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
}

function settings(instructions) {
  const each = (name, values) => values.flatMap((value) => [`--config.${name}`, value]);
  const known = {
    COPY: () => [],
    // OCI knows none: compose.yaml and k8s/ have their own.
    HEALTHCHECK: () => [],
    ENV: (text) => each('env', text.split(' ')),
    WORKDIR: (text) => each('workingdir', [text]),
    USER: (text) => each('user', [text]),
    EXPOSE: (text) => each('exposedports', text.split(' ')),
    STOPSIGNAL: (text) => each('stopsignal', [text]),
    CMD: (text) => each('cmd', JSON.parse(text)),
  };
  return instructions.flatMap(([name, text]) => {
    if (!known[name]) throw new Error(`${name} of docker/Dockerfile is not known to docker/image.mjs: add it there.`);
    return known[name](text);
  });
}
