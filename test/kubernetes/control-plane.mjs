// A control plane on loopback, without nodes: the API server, its etcd, and the controllers of Kubernetes.
import { strict as assert } from 'node:assert';
import { execFile, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bench/free-port.mjs';

const PATIENCE_MS = 120_000;
/** The object of a request may be gone, or have been made or changed by a controller meanwhile. */
const OVERTAKEN = [404, 409];

export class ControlPlane {
  folder = mkdtempSync(join(tmpdir(), 'palier-kubernetes-'));
  parts = [];
  token = randomBytes(16).toString('hex');

  /** @param {string} program that test/kubernetes/control-plane is built to */
  constructor(program) {
    this.program = program;
    process.once('exit', () => this.kill());
  }

  async start() {
    const [client, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
    this.port = await freePort();
    this.kubeconfig = this.write('kubeconfig', kubeconfig(this.port, this.token));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = this.write('accounts.key', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const etcd = this.run('etcd', join(this.folder, 'etcd'), client, peer);
    await eventually('etcd is ready', () => etcd.printed.includes('etcd is ready'));
    this.run(
      'kube-apiserver',
      `--etcd-servers=${client}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${this.port}`,
      // An address of loopback may be no endpoint.
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.0.0.0/24',
      `--cert-dir=${this.folder}`,
      `--token-auth-file=${this.write('tokens.csv', `${this.token},admin,1,"system:masters"\n`)}`,
      '--authorization-mode=RBAC',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      '--service-account-issuer=https://kubernetes.default.svc',
    );
    await eventually('the API server is ready', async () => (await this.kubectl('get', '--raw=/readyz')).out === 'ok');
    await this.runController(
      'kube-controller-manager',
      `--service-account-private-key-file=${key}`,
      '--allocate-node-cidrs=false',
      // A fifth of the default: the windows of the autoscalers are a tenth here.
      '--horizontal-pod-autoscaler-sync-period=3s',
      // The nodes of these tests send no heartbeat.
      '--node-monitor-grace-period=1h',
    );
  }

  async runController(name, ...args) {
    const access = ['--kubeconfig', '--authentication-kubeconfig', '--authorization-kubeconfig'];
    return this.run(
      name,
      ...access.map((flag) => `${flag}=${this.kubeconfig}`),
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${await freePort()}`,
      `--cert-dir=${this.folder}`,
      ...args,
    );
  }

  run(...args) {
    const child = spawn(this.program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const part = { child, printed: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        part.printed = `${part.printed}${data}`.slice(-20_000);
      });
    }
    this.parts.push(part);
    return part;
  }

  write(name, text) {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** @returns {Promise<{ code: number, out: string, err: string }>} what kubectl answered; an object at the end has its standard input */
  kubectl(...args) {
    const { input } = typeof args.at(-1) === 'object' ? args.pop() : { input: '' };
    return new Promise((resolve) => {
      const all = ['--kubeconfig', this.kubeconfig, ...args];
      const child = execFile('kubectl', all, { maxBuffer: 1e8 }, (error, out, err) =>
        resolve({ code: error ? (error.code ?? 1) : 0, out, err }),
      );
      child.stdin.end(input);
    });
  }

  /** As `kubectl`, but a failure is an error; resolves with what it printed. */
  async kubectlDoes(...args) {
    const { code, out, err } = await this.kubectl(...args);
    assert.equal(code, 0, `kubectl ${args.filter((each) => typeof each === 'string').join(' ')}: ${err}`);
    return `${out}${err}`;
  }

  apply(yaml, ...options) {
    return this.kubectlDoes('apply', '--validate=strict', ...options, '--filename=-', { input: yaml });
  }

  /** Sends a request to the API server, a patch as a merge patch; resolves with its JSON. */
  async api(method, path, body) {
    const answer = await this.send(method, path, body);
    const content = await text(answer);
    assert.ok(answer.statusCode < 300 || OVERTAKEN.includes(answer.statusCode), `${method} ${path}: ${content}`);
    return JSON.parse(content);
  }

  /** Calls back with each object at a path, now and whenever it changes. */
  async follow(path, changed) {
    const answer = await this.send('GET', `${path}?watch=1`);
    const lines = createInterface({ input: answer }).on('line', (line) => changed(JSON.parse(line).object));
    // The end of the API server.
    lines.on('error', () => {});
  }

  send(method, path, body) {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': type };
    const { promise, resolve, reject } = Promise.withResolvers();
    const address = { host: '127.0.0.1', port: this.port, rejectUnauthorized: false };
    request({ ...address, method, path, headers }, resolve)
      .on('error', reject)
      .end(body && JSON.stringify(body));
    return promise;
  }

  async stop() {
    const ends = this.parts.map(({ child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit'));
    this.kill();
    await Promise.all(ends);
    rmSync(this.folder, { recursive: true });
  }

  /** Its folder is deleted: nothing has to be saved. */
  kill() {
    for (const { child } of this.parts) child.kill('SIGKILL');
  }
}

/** Polls until it holds, for two minutes at most. */
export async function eventually(what, holds) {
  for (const deadline = Date.now() + PATIENCE_MS; !(await holds()); await pause(200)) {
    assert.ok(Date.now() < deadline, `not within ${PATIENCE_MS / 1000} s: ${what}`);
  }
}

const kubeconfig = (port, token) => `apiVersion: v1
kind: Config
clusters: [{name: loopback, cluster: {server: "https://127.0.0.1:${port}", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: "${token}"}}]
contexts: [{name: test, context: {cluster: loopback, user: admin, namespace: palier}}]
current-context: test
`;
