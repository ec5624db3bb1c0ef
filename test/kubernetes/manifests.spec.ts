// Real: kubectl's kustomize, the settings. Faked: there is no cluster.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../architecture/repository.js';
import { needs } from '../stack/servers.js';
import {
  budgets,
  connections,
  openNetworks,
  scaling,
  sourcesAway,
  unknownSettings,
  unreachable,
} from './cluster-policies.js';
import { commandsAway, gracePeriods, imagesWithoutVersion, ownersUrl, privileged, unlimited } from './pod-policies.js';
import { ofKind, type Resource, rendered, resourcesIn } from './resources.js';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const overlays = ['growth', 'scale'];

const secretOf = (overlay: string) =>
  parseEnv(readFileSync(join(root, `k8s/overlays/${overlay}/secret.env.example`), 'utf8')) as Record<string, string>;

/** Each rule by what it forbids. */
const rules = {
  privileged,
  unlimited,
  imagesWithoutVersion: (resources: Resource[]) => imagesWithoutVersion(resources, version),
  ownersUrl,
  commandsAway,
  gracePeriods,
  unknownSettings: (resources: Resource[]) => unknownSettings(resources, {}),
  sourcesAway,
  scaling,
  budgets,
  unreachable,
  openNetworks,
};

needs('kubectl')('The manifests of Kubernetes', () => {
  const texts: Record<string, string> = {};
  beforeAll(() => {
    for (const overlay of overlays) texts[overlay] = rendered(`overlays/${overlay}`);
    for (const folder of ['maintenance', 'examples/cloudnative-pg', 'examples/ingress'])
      texts[folder] = rendered(folder);
  });
  const all = (name: string) => resourcesIn(texts[name] ?? '');

  it.each(overlays.flatMap((overlay) => Object.keys(rules).map((rule) => [overlay, rule])))(
    'keep the rules in %s: %s',
    (overlay, rule) => expect(rules[rule as keyof typeof rules](all(overlay))).toEqual([]),
  );

  it.each([
    ['privileged', 'a pod that may be root', 'runAsNonRoot: true', 'runAsNonRoot: false', 1],
    ['privileged', 'a user 0', 'runAsUser: 1000', 'runAsUser: 0', 1],
    ['privileged', 'a writable image', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 1],
    ['privileged', 'a gain of rights', 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true', 1],
    ['privileged', 'capabilities', 'capabilities:\n', 'capabilities:\n            add: [NET_ADMIN]\n', 1],
    ['privileged', 'any system call', 'type: RuntimeDefault', 'type: Unconfined', 1],
    ['privileged', 'a token', 'automountServiceAccountToken: false', 'automountServiceAccountToken: true', 1],
    ['unlimited', 'a container without a limit', 'limits:\n            cpu: "2"', 'limits:', 1],
    ['unlimited', 'a container without a request', 'requests:\n            cpu: "1"', 'requests:', 1],
    ['imagesWithoutVersion', 'the latest image', /palier:\d+\.\d+\.\d+/, 'palier:latest', 1],
    ['imagesWithoutVersion', 'an image without a version', /palier:\d+\.\d+\.\d+/, 'palier', 1],
    ['imagesWithoutVersion', 'another version', /palier:\d+\.\d+\.\d+/, 'palier:0.0.9', 1],
    [
      'ownersUrl',
      'an API that may change tables',
      'secretRef:\n            name: palier\n',
      'secretRef:\n            name: palier-owner\n',
      1,
    ],
    ['ownersUrl', 'that URL for all', '  HOST: 0.0.0.0', '  DATABASE_OWNER_URL: postgres://owner@db/palier', 1],
    ['commandsAway', 'a file that the build does not make', 'dist/apps/api/main.js', 'dist/api.js', 1],
    [
      'gracePeriods',
      'a grace period that is too short',
      'terminationGracePeriodSeconds: 45',
      'terminationGracePeriodSeconds: 37',
      1,
    ],
    ['gracePeriods', 'requests that may last longer', '  HOST: 0.0.0.0', '  REQUEST_TIMEOUT_MS: "60000"', 1],
    ['gracePeriods', 'jobs that may last longer', '  HOST: 0.0.0.0', '  JOB_DEADLINE_MS: "60000"', 1],
    ['gracePeriods', 'no pause before SIGTERM', /(sleep:\n +seconds: )5/, '$1 0', 1],
    ['unknownSettings', 'a setting that there is not', '  HOST: 0.0.0.0', '  HOSTS: 0.0.0.0', 1],
    ['unknownSettings', 'a wrong value', '  LOG_FORMAT: json', '  LOG_FORMAT: yaml', 1],
    ['unknownSettings', 'an unknown variable of a container', 'name: BACKUP_KEYS_DAYS', 'name: BACKUP_KEY_DAYS', 1],
    ['sourcesAway', 'a Secret that nobody makes', 'name: palier\n        image', 'name: secrets\n        image', 1],
    ['scaling', 'another threshold up', 'averageUtilization: 75', 'averageUtilization: 80', 1],
    ['scaling', 'another threshold down', 'tolerance: "0.6"', 'tolerance: "0.1"', 1],
    ['scaling', 'a shorter window', 'stabilizationWindowSeconds: 900', 'stabilizationWindowSeconds: 300', 1],
    [
      'scaling',
      'a Deployment that is not scaled',
      'kind: Deployment\n    name: worker',
      'kind: Deployment\n    name: api',
      1,
    ],
    ['budgets', 'a budget of all pods', 'minAvailable: 1', 'minAvailable: 2', 1],
    ['budgets', 'no budget', 'kind: PodDisruptionBudget', 'kind: Other', 1],
    ['unreachable', 'a probe of a path that there is not', 'path: /health/live', 'path: /healthz', 1],
    ['unreachable', 'a probe of a port that there is not', /(path: \/health\/ready\n +port: )http/, '$1web', 1],
    ['unreachable', 'an API without a readiness probe', 'readinessProbe:', 'otherProbe:', 1],
    ['unreachable', 'another port than in the settings', 'containerPort: 3000', 'containerPort: 8080', 1],
    ['unreachable', 'a Service of no port', 'targetPort: http', 'targetPort: web', 1],
    [
      'openNetworks',
      'nothing denied by default',
      '  name: default-deny\n  namespace: palier\nspec:\n  podSelector: {}',
      '  name: default-deny\n  namespace: palier\nspec:\n  podSelector:\n    matchLabels: {a: b}',
      1,
    ],
    [
      'openNetworks',
      'clients from anywhere',
      /- from:\n +- namespaceSelector:\n +matchLabels:\n +palier-ingress: "true"\n +ports:/,
      '- ports:',
      1,
    ],
    ['openNetworks', 'ways into private networks', '        - 10.0.0.0/8\n', '', 1],
  ])('fail %s on %s', (rule, _what, from, to, faults) => {
    const broken = (texts.growth ?? '').replace(from, to);
    expect(rules[rule as keyof typeof rules](resourcesIn(broken))).toHaveLength(faults);
  });

  it.each(overlays)('name settings that there are in the example of the Secret of %s', (overlay) => {
    expect(unknownSettings(all(overlay), secretOf(overlay))).toEqual([]);
    expect(unknownSettings(all(overlay), { ...secretOf(overlay), REDIS_URI: 'redis://redis' })).toHaveLength(1);
  });

  it('keep the rules in the pod for maintenance', () => {
    const resources = all('maintenance');
    for (const rule of [privileged, unlimited, ownersUrl, commandsAway, rules.imagesWithoutVersion]) {
      expect(rule(resources)).toEqual([]);
    }
  });

  it('open fewer connections than the PostgreSQL of the example admits', () => {
    type Cluster = { postgresql: { parameters: { max_connections: string } } };
    const [cluster] = ofKind<Cluster>(all('examples/cloudnative-pg'), 'Cluster');
    // In growth a pool of 10, two for bulk writes, one that listens, ten for jobs without Redis; in scale, on the replica, a pool and one.
    const most = Math.max(connections(all('growth'), 23), connections(all('scale'), 11));
    expect(most).toBe(352);
    expect(Number(cluster?.spec.postgresql.parameters.max_connections)).toBeGreaterThan(most);
  });

  it('lead from the Ingress to the API', () => {
    type Rules = { rules: { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } }[] };
    const [ingress] = ofKind<Rules>(all('examples/ingress'), 'Ingress');
    const backend = ingress?.spec.rules[0]?.http.paths[0]?.backend.service;
    type Service = { ports: { name: string }[] };
    const service = ofKind<Service>(all('growth'), 'Service').find(({ metadata }) => metadata.name === backend?.name);
    expect(service?.spec.ports.map(({ name }) => name)).toContain(backend?.port.name);
  });
});
