// The autoscalers of the overlay growth do what was promised (D8). Real: API server and controllers. Faked: the use of
// processors; pods, which only say that they run; windows, which are a tenth.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { manifest } from './admission.mjs';

const PODS = '/api/v1/namespaces/palier/pods';
const HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();
const DEPLOYMENTS = ['api', 'worker'];
/** How often the autoscaler looks, in seconds (control-plane.mjs). */
const SYNC = 3;
/** The longest window is 90 s. */
const MOST_LOOKS = 60;

export async function prove(plane, check) {
  const usage = await serveUsage(plane);
  try {
    await plane.apply(registration(usage.port));
    await plane.apply(
      manifest('k8s/overlays/growth').replace(/(WindowSeconds|periodSeconds): (300|600|900)$/gm, tenth),
    );
    await plane.follow(PODS, ({ metadata, status }) => status.phase === 'Pending' && runs(metadata.name));
    usage.percent = 50;
    await becomes(2);
    await check('74 % of two pods is left alone', () => stays(2, [74], 60));
    await check('a swing between 90 and 50 % is left alone', () => stays(2, [90, 50, 90, 50, 90, 50], 12));
    await check('76 % makes three of two', () => becomes(3, 76));
    await check('the next one waits for a tenth of ten minutes', async () => {
      await stays(3, [76], 45);
      return becomes(4);
    });
    await check('31 % of four is left alone', () => stays(4, [31], 120));
    await check('29 % makes three of four', () => becomes(3, 29));
  } finally {
    usage.close();
  }

  /** The autoscalers look so often as they would in so many seconds, for each use in turn, and change nothing. */
  async function stays(count, percents, seconds) {
    for (const percent of percents) {
      usage.percent = percent;
      for (let looks = 0; looks < seconds / SYNC; looks += 1) {
        await once(usage.events, 'api');
        for (const name of DEPLOYMENTS) assert.equal(await replicas(name), count, `${name} at ${percent} %`);
      }
    }
  }

  async function becomes(count, percent = usage.percent) {
    usage.percent = percent;
    const began = performance.now();
    for (const name of DEPLOYMENTS) {
      for (let looks = 0; (await replicas(name)) !== count; looks += 1) {
        assert.ok(looks < MOST_LOOKS, `${name} at ${percent} % still has ${await replicas(name)} pods`);
        await once(usage.events, name);
      }
    }
    return `after ${Math.round((performance.now() - began) / 1000)} s`;
  }

  async function replicas(name) {
    return (await plane.api('GET', `/apis/apps/v1/namespaces/palier/deployments/${name}`)).spec.replicas;
  }

  /** Says that a pod runs, as its node would. */
  async function runs(name) {
    const conditions = ['Ready', 'ContainersReady'].map((type) => ({
      type,
      status: 'True',
      lastTransitionTime: HOUR_AGO,
    }));
    await plane.api('PATCH', `${PODS}/${name}/status`, {
      status: { phase: 'Running', startTime: HOUR_AGO, conditions },
    });
  }
}

const tenth = (_all, name, seconds) => `${name}: ${Number(seconds) / 10}`;

const apiVersion = 'metrics.k8s.io/v1beta1';

const resources = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: apiVersion,
  resources: [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }],
};

/** Serves metrics.k8s.io: each pod uses `percent` of what it requests; an event says whose use an autoscaler looks at. */
async function serveUsage(plane) {
  const [key, cert] = ['key', 'crt'].map((name) => join(plane.folder, `usage.${name}`));
  const subject = ['-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, async ({ url }, response) => {
    response.setHeader('content-type', 'application/json');
    const { pathname, search } = new URL(url, 'https://localhost');
    if (!pathname.endsWith('/pods')) return response.end(JSON.stringify(resources));
    const { items } = await plane.api('GET', `${PODS}${search}`);
    response.end(JSON.stringify(metricsOf(items.filter(({ status }) => status.phase === 'Running'))));
    const [, name] = /component=(\w+)/.exec(decodeURIComponent(search)) ?? [];
    response.once('close', () => name && usage.events.emit(name));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const usage = { percent: 50, events: new EventEmitter(), port: server.address().port, close };
  return usage;

  function close() {
    server.close();
    server.closeAllConnections();
  }

  function metricsOf(items) {
    return { kind: 'PodMetricsList', apiVersion, metadata: {}, items: items.map(metrics) };
  }

  function metrics({ metadata: { name, namespace, labels }, spec }) {
    const { requests } = spec.containers[0].resources;
    const requested = requests.cpu.endsWith('m') ? Number.parseInt(requests.cpu, 10) : 1000 * requests.cpu;
    const used = { cpu: `${Math.round((requested * usage.percent) / 100)}m`, memory: '100Mi' };
    return {
      metadata: { name, namespace, labels },
      timestamp: new Date().toISOString(),
      window: '2s',
      containers: [{ name: spec.containers[0].name, usage: used }],
    };
  }
}

const registration = (port) => `apiVersion: v1
kind: Service
metadata: {name: metrics-server, namespace: kube-system}
spec: {type: ExternalName, externalName: localhost, ports: [{port: ${port}}]}
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  insecureSkipTLSVerify: true
  service: {name: metrics-server, namespace: kube-system, port: ${port}}
`;
