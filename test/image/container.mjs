// A container of the image, run by crun: read-only root, uid 1000, no capabilities, the network of this machine.
import { strict as assert } from 'node:assert';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
// crun 1.8 refuses a machine with control groups of versions 1 and 2.
const START = 'mount -t cgroup2 none /sys/fs/cgroup && exec crun --cgroup-manager=disabled "$@"';

/** The image, unpacked. */
export class Image {
  /**
   * @param {string} layout of OCI
   * @param {string} version
   * @param {string} directory gets the files and the state of containers
   */
  constructor(layout, version, directory) {
    this.directory = directory;
    this.bundle = join(directory, 'bundle');
    execFileSync('umoci', ['unpack', '--image', `${layout}:${version}`, this.bundle], { stdio: 'inherit' });
    /** Its files, on this machine. */
    this.root = join(this.bundle, 'rootfs');
    this.config = JSON.parse(readFileSync(join(this.bundle, 'config.json'), 'utf8'));
    this.containers = [];
    process.once('exit', () => {
      for (const container of this.containers) container.kill();
    });
  }

  /** Begins a container that may write to /tmp and to /data, which is `data` here. Without a command it is the image's own. */
  run(data, env, command = this.config.process.args) {
    const id = `palier-${process.pid}-${this.containers.length}`;
    const folder = join(this.directory, id);
    const { process: own, mounts, linux } = this.config;
    const none = Object.fromEntries(Object.keys(own.capabilities).map((set) => [set, []]));
    const config = {
      ...this.config,
      hostname: '',
      root: { path: this.root, readonly: true },
      process: {
        ...own,
        terminal: false,
        args: command,
        // Docker and Kubernetes set none either.
        env: [...own.env, ...Object.entries(env).map((pair) => pair.join('='))],
        capabilities: none,
        rlimits: [],
      },
      mounts: [
        ...mounts.filter(({ type }) => type !== 'cgroup' && type !== 'sysfs'),
        { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'mode=1777', 'size=64m'] },
        { destination: '/data', type: 'bind', source: data, options: ['rbind', 'rw'] },
      ],
      linux: {
        ...linux,
        resources: undefined,
        namespaces: linux.namespaces.filter(({ type }) => ['pid', 'ipc', 'mount'].includes(type)),
      },
    };
    mkdirSync(folder);
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    const container = new Container(id, folder);
    this.containers.push(container);
    return container;
  }
}

class Container {
  /** Its output. */
  printed = '';

  constructor(id, folder) {
    this.id = id;
    this.state = join(folder, 'state');
    const args = ['--root', this.state, 'run', '--bundle', folder, id];
    this.child = spawn('unshare', ['--mount', 'sh', '-c', START, 'crun', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (data) => {
        this.printed += data;
      });
    }
    /** Its exit code. */
    this.ended = once(this.child, 'close').then(([code]) => code);
  }

  /** Waits for its end, which must be a success; returns its output. */
  async finished() {
    assert.equal(await this.ended, 0, `The container printed:\n${this.printed}`);
    return this.printed;
  }

  /** Resolves once its output contains a text. */
  async prints(pattern) {
    await until(pattern, () => pattern.test(this.printed) || this.child.exitCode !== null);
    assert.match(this.printed, pattern);
  }

  /** Ends it as Docker and Kubernetes do; resolves with the exit code. */
  end() {
    this.signal('TERM');
    return this.ended;
  }

  kill() {
    if (this.child.exitCode !== null) return;
    this.signal('KILL');
    return this.ended;
  }

  signal(name) {
    spawnSync('crun', ['--root', this.state, 'kill', this.id, name], { stdio: 'ignore' });
  }
}

/** Polls until the condition is true, for a minute at most. */
export async function until(what, holds) {
  for (const deadline = Date.now() + PATIENCE_MS; !holds(); await pause(50)) {
    assert.ok(Date.now() < deadline, `${what}: not within ${PATIENCE_MS} ms`);
  }
}
