// Three nodes on loopback: each pod is a process of this repository, with the environment, probes, pause and grace period of its
// container. Not as on real nodes: no image, no limits, no restart; containers share the network, each with ports of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bench/free-port.mjs';

const NAMESPACE = '/api/v1/namespaces/palier';
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/palier/endpointslices';
/** How long kube-proxy collects changes before it routes by them: its minSyncPeriod. */
const PROXY_MS = 1000;
const NAMES = ['node-1', 'node-2', 'node-3'];

export class Nodes {
  /** Names of the pods that ran, in order. */
  started = [];
  pods = new Map();
  /** Names of the pods that the Service routes to. */
  serving = [];
  turn = 0;

  constructor(plane) {
    this.plane = plane;
    process.once('exit', () => this.kill());
  }

  async start() {
    const amounts = { cpu: '4', memory: '8Gi', pods: '20', 'ephemeral-storage': '50Gi' };
    const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }];
    for (const name of NAMES) {
      const metadata = { name, labels: { 'kubernetes.io/hostname': name } };
      await this.plane.api('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata });
      const status = { capacity: amounts, allocatable: amounts, conditions };
      await this.plane.api('PATCH', `/api/v1/nodes/${name}/status`, { status });
    }
    await this.plane.runController('kube-scheduler');
    await this.plane.follow(`${NAMESPACE}/pods`, (pod) => this.changed(pod));
    await this.plane.follow(SLICES, ({ metadata, endpoints }) => {
      if (metadata.labels['kubernetes.io/service-name'] === 'api') setTimeout(() => this.route(endpoints), PROXY_MS);
    });
    this.proxy = createServer((socket) => this.pass(socket));
    await once(this.proxy.listen(0, '127.0.0.1'), 'listening');
    /** The address of the Service "api". */
    this.url = `http://127.0.0.1:${this.proxy.address().port}`;
  }

  changed({ metadata: { name, deletionTimestamp }, spec, status }) {
    const running = this.pods.get(name);
    if (running && deletionTimestamp && !running.leaves) running.leaves = this.end(name, spec, running);
    if (running || !spec.nodeName || deletionTimestamp || status.phase !== 'Pending') return;
    this.pods.set(name, {});
    this.run(name, spec).catch((error) => console.log(`${name} does not run: ${error.message}`));
  }

  async run(name, spec) {
    const [container] = spec.containers;
    const pod = this.pods.get(name);
    pod.ip = `10.244.0.${this.started.push(name)}`;
    pod.ports = { http: await freePort(), metrics: await freePort() };
    const env = await this.environment(name, pod, container);
    if (pod.leaves) return;
    pod.child = spawn(process.execPath, container.command.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [pod.child.stdout, pod.child.stderr]) {
      stream.on('data', (data) => {
        printed = `${printed}${data}`.slice(-2000);
      });
    }
    pod.ended = once(pod.child, 'close').then(([code]) => {
      pod.code = code ?? 137;
    });
    await this.tell(name, pod, 'Running', false);
    await this.probe(pod, container, (ready) => this.tell(name, pod, 'Running', ready));
    if (pod.leaves) return;
    if (pod.code !== 0) console.log(`${name} ended with ${pod.code}: ${printed}`);
    await this.tell(name, pod, pod.code === 0 ? 'Succeeded' : 'Failed', false);
  }

  tell(name, { ip }, phase, ready) {
    const time = new Date().toISOString();
    const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: time }];
    const status = { phase, podIP: ip, podIPs: [{ ip }], conditions };
    return this.plane.api('PATCH', `${NAMESPACE}/pods/${name}/status`, { status });
  }

  /** Tells what the probes see until the process ends. */
  async probe(pod, { startupProbe, readinessProbe }, tell) {
    const passes = ({ httpGet: { path, port } }) =>
      fetch(`http://127.0.0.1:${pod.ports[port]}${path}`).then(
        (answer) => answer.text().then(() => answer.ok),
        () => false,
      );
    const every = async (probe, seen) => {
      while (pod.code === undefined && (await seen(probe ? await passes(probe) : true))) {
        await Promise.race([pause(1000 * (probe?.periodSeconds ?? 10)), pod.ended]);
      }
    };
    await every(startupProbe, (passed) => !passed);
    let ready = false;
    await every(readinessProbe, async (passed) => {
      if (passed !== ready && !pod.leaves) await tell(passed);
      ready = passed;
      return true;
    });
  }

  async end(name, { containers: [{ lifecycle }], terminationGracePeriodSeconds }, pod) {
    const seconds = lifecycle?.preStop?.sleep.seconds ?? 0;
    await pause(1000 * seconds);
    pod.child?.kill('SIGTERM');
    const over = setTimeout(() => pod.child?.kill('SIGKILL'), 1000 * (terminationGracePeriodSeconds - seconds));
    await pod.ended;
    clearTimeout(over);
    await this.plane.api('DELETE', `${NAMESPACE}/pods/${name}?gracePeriodSeconds=0`);
  }

  async environment(name, { ports }, { envFrom = [], env = [] }) {
    const all = { NODE_ENV: 'production', LANG: 'C.UTF-8' };
    for (const { configMapRef, secretRef } of envFrom) {
      const path = configMapRef ? `configmaps/${configMapRef.name}` : `secrets/${secretRef.name}`;
      const { data } = await this.plane.api('GET', `${NAMESPACE}/${path}`);
      for (const [key, value] of Object.entries(data)) {
        all[key] = configMapRef ? value : Buffer.from(value, 'base64').toString();
      }
    }
    for (const { name, value } of env) all[name] = value;
    const folder = join(this.plane.folder, name);
    mkdirSync(folder);
    return { ...all, HOST: '127.0.0.1', PORT: ports.http, METRICS_PORT: ports.metrics, PALIER_DATA_DIR: folder };
  }

  route(endpoints) {
    const ready = (endpoints ?? []).filter(({ conditions }) => conditions.ready).map(({ addresses: [ip] }) => ip);
    this.serving = [...this.pods].filter(([, { ip }]) => ready.includes(ip)).map(([name]) => name);
  }

  /** A new connection goes to a pod of the Service, in turn. */
  pass(socket) {
    this.turn += 1;
    const name = this.serving[this.turn % this.serving.length];
    if (!name) return socket.destroy();
    const pod = connect(this.pods.get(name).ports.http, '127.0.0.1');
    socket.pipe(pod).pipe(socket);
    socket.on('error', () => pod.destroy());
    pod.on('error', () => socket.destroy());
  }

  async stop() {
    this.proxy?.close();
    this.kill();
    await Promise.all([...this.pods.values()].map(({ ended }) => ended));
  }

  kill() {
    for (const pod of this.pods.values()) {
      pod.leaves ??= true;
      pod.child?.kill('SIGKILL');
    }
  }
}
