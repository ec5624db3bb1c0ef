// Real: kubectl's kustomize, the script of the Job that sets the weight. Faked: the API of Kubernetes, by a server that keeps one
// Deployment.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { json } from 'node:stream/consumers';
import { commandLine } from '../../apps/cli/program.js';
import { root } from '../architecture/repository.js';
import { needs } from '../stack/servers.js';
import { budgets, openNetworks, scaling, sourcesAway, unknownSettings, unreachable } from './cluster-policies.js';
import { commandsAway, gracePeriods, ownersUrl, privileged, unlimited } from './pod-policies.js';
import { ofKind, type Resource, rendered, resourcesIn, workloads } from './resources.js';

needs('kubectl')('The component canary', () => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(rendered('examples/canary'));
  });
  const workload = (name: string) => workloads(resources).find((each) => each.name === name);

  it('keeps the rules of the other manifests', () => {
    for (const rule of [unlimited, ownersUrl, sourcesAway, openNetworks]) expect(rule(resources)).toEqual([]);
    expect(unknownSettings(resources, {})).toEqual([]);
    // The Job changes a Deployment.
    expect(privileged(resources)).toEqual([expect.stringMatching(/^canary has a token/)]);
    // nginx is not Palier's: it has two pods and probes of its own.
    const ours = resources.filter(({ metadata }) => metadata.name !== 'front');
    for (const rule of [gracePeriods, scaling, budgets, unreachable]) expect(rule(ours)).toEqual([]);
    expect(commandsAway(resources)).toEqual([expect.stringMatching(/^front\/nginx starts nginx /)]);
  });

  it('lets the Job change the Deployment of nginx alone, and start again only where it goes on', () => {
    type Role = Resource & { rules: unknown; subjects?: unknown };
    const [role] = ofKind(resources, 'Role') as Role[];
    expect(role?.rules).toEqual([
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['front'], verbs: ['get', 'patch'] },
    ]);
    const [binding] = ofKind(resources, 'RoleBinding') as Role[];
    expect(binding?.subjects).toEqual([{ kind: 'ServiceAccount', name: 'canary', namespace: 'palier' }]);
    type Job = {
      suspend: boolean;
      podFailurePolicy: { rules: { action: string; onExitCodes?: { values: number[] } }[] };
    };
    const job = ofKind<Job>(resources, 'Job').find(({ metadata }) => metadata.name === 'canary');
    expect(job?.spec.suspend).toBe(true);
    expect(job?.spec.podFailurePolicy.rules.find(({ action }) => action === 'FailJob')?.onExitCodes?.values).toEqual([
      1, 3,
    ]);
  });

  it('runs palier canary with options that it has, at Services that there are', () => {
    const [{ args = [] } = {}] = workload('canary')?.containers ?? [];
    const command = commandLine(() => Promise.reject()).commands.find((each) => each.name() === 'canary');
    const given = args.map((each) => each.split('=')[0]);
    expect(command?.options.map(({ long }) => long)).toEqual(expect.arrayContaining(given));
    for (const option of command?.options.filter(({ mandatory }) => mandatory) ?? [])
      expect(given).toContain(option.long);
    const services = ofKind(resources, 'Service').map(({ metadata }) => metadata.name);
    const hosts = args.flatMap((each) => /=http:\/\/([\w-]+)/.exec(each)?.[1] ?? []);
    expect(hosts).toHaveLength(3);
    expect(services).toEqual(expect.arrayContaining(hosts));
  });

  it('gives the new version to its pods, to nginx and to the migrations, and not to the others', () => {
    const copy = mkdtempSync(join(tmpdir(), 'palier-k8s-'));
    cpSync(join(root, 'k8s'), copy, { recursive: true });
    const file = join(copy, 'components/canary/kustomization.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/newTag: .*/, 'newTag: 9.9.9'));
    const pods = workloads(resourcesIn(rendered(relative(join(root, 'k8s'), join(copy, 'examples/canary')))));
    rmSync(copy, { recursive: true });
    const isNew = ({ containers }: { containers: readonly { image: string }[] }) =>
      containers.some(({ image }) => image.endsWith('/palier:9.9.9'));
    expect(
      pods
        .filter(isNew)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['api-canary', 'canary', 'front', 'migrate']);
  });
});

it('The script of nginx writes its file for the weight', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'palier-front-')), 'nginx.conf');
  const script = join(root, 'k8s/components/canary/print-nginx.mjs');
  execFileSync(process.execPath, [script, file], { cwd: root, env: { ...process.env, WEIGHT: '25' } });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('# Canary: 25 % of the clients.');
  expect(text).toContain('server api-canary:80 max_fails=0;');
  expect(text).toContain('listen 8080;');
  expect(text).toContain('worker_processes 2;');
});

describe('The script that sets the weight', () => {
  let folder: string;
  let server: Server;
  let api: string;
  let asked: string[];
  let front: ReturnType<typeof deployment>;
  let status: number;
  const deployment = () => ({
    metadata: { generation: 1 },
    spec: {
      replicas: 2,
      template: { spec: { initContainers: [{ name: 'print', env: [{ name: 'WEIGHT', value: '5' }] }] } },
    },
    status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'palier-account-'));
    writeFileSync(join(folder, 'namespace'), 'palier');
    writeFileSync(join(folder, 'token'), 'token-of-the-job');
    server = createServer(async (request, answer) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      if (request.method === 'PATCH') {
        const { spec } = (await json(request)) as { spec: typeof front.spec };
        front.spec.template.spec.initContainers = spec.template.spec.initContainers;
        front.metadata.generation += 1;
        Object.assign(front.status, { replicas: 3, updatedReplicas: 1 });
      }
      // Each look finds the rollout a step further.
      else if (front.status.observedGeneration < front.metadata.generation) front.status.observedGeneration += 1;
      else if (front.status.updatedReplicas < 2) front.status.updatedReplicas += 1;
      else front.status.replicas = 2;
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(front));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    [asked, front, status] = [[], deployment(), 200];
  });
  afterAll(() => {
    server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]) =>
    new Promise<{ failed: boolean; stdout: string; stderr: string }>((resolve) => {
      const script = join(root, 'k8s/components/canary/weight.mjs');
      const env = { ...process.env, KUBERNETES_API: api, ACCOUNT_DIR: folder };
      execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
        resolve({ failed: error !== null, stdout, stderr }),
      );
    });

  it('prints it, sets it, and waits until all pods have it', async () => {
    expect(await run()).toEqual({ failed: false, stdout: '5\n', stderr: '' });
    expect(await run('25')).toMatchObject({ failed: false });
    expect(front.status).toEqual({ observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 });
    expect(await run()).toMatchObject({ stdout: '25\n' });
    const url = '/apis/apps/v1/namespaces/palier/deployments/front';
    expect(new Set(asked)).toEqual(
      new Set(['GET', 'PATCH'].map((method) => `${method} ${url} Bearer token-of-the-job`)),
    );
  });

  it('fails where Kubernetes refuses it', async () => {
    status = 403;
    const { failed, stderr } = await run('50');
    expect([failed, stderr]).toEqual([true, expect.stringContaining('was answered 403')]);
  });
});
