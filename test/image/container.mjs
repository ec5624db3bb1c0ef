// A container of the image, run by crun: read-only root, uid 1000, no capabilities, the network of this machine.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process } from './process.mjs';

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
    this.containers = 0;
  }

  /** Begins a container that may write to /tmp and to /data, which is `data` here. Without a command it is the image's own. */
  run(data, env, command = this.config.process.args) {
    this.containers += 1;
    const id = `palier-${process.pid}-${this.containers}`;
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
    return new Container(id, folder);
  }
}

class Container extends Process {
  constructor(id, folder) {
    const state = join(folder, 'state');
    const args = ['--root', state, 'run', '--bundle', folder, id];
    super(spawn('unshare', ['--mount', 'sh', '-c', START, 'crun', ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
    this.ofCrun = (name) => ['--root', state, 'kill', id, name];
  }

  /** To the container: the child is what runs it. */
  signal(name) {
    spawnSync('crun', this.ofCrun(name), { stdio: 'ignore' });
  }
}
