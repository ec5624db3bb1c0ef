import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSettings, readSettings, Settings } from '#platform/config';
import { root } from '../architecture/repository.js';
import type { Resource } from './resources.js';
import { ofKind, selects, settingsIn, workloads } from './resources.js';

/** Variables that pods read beside the settings of Palier: of PostgreSQL's clients, of Node, and of our scripts. */
const besides = ['PGPASSWORD', 'NODE_EXTRA_CA_CERTS', 'BACKUP_DAYS', 'WEIGHT'];

/** Whether a ConfigMap, a Secret or a container has a setting that there is not, or one with a wrong value. */
export function unknownSettings(resources: readonly Resource[], secret: Readonly<Record<string, string>>): string[] {
  const known = new Set([...describeSettings(new Settings(), {}).map(({ name }) => name), ...besides]);
  const given = { ...settingsIn(resources), ...secret };
  const inPods = workloads(resources).flatMap(({ containers }) => containers.flatMap(({ env = [] }) => env));
  const unknown = [...Object.keys(given), ...inPods.map(({ name }) => name)]
    .filter((name) => !known.has(name))
    .map((name) => `${name} is no setting: take one of docs/configuration.md.`);
  try {
    readSettings(given);
    return unknown;
  } catch (error) {
    return [...unknown, (error as Error).message];
  }
}

/** Whether a pod takes settings from where nothing puts them. */
export function sourcesAway(resources: readonly Resource[]): string[] {
  const there = ['palier', 'palier-owner', ...ofKind(resources, 'ConfigMap').map(({ metadata }) => metadata.name)];
  return workloads(resources).flatMap(({ name, containers }) =>
    containers
      .flatMap(({ envFrom = [] }) => envFrom.map((from) => (from.configMapRef ?? from.secretRef)?.name ?? ''))
      .filter((source) => !there.includes(source))
      .map((source) => `${name} takes settings from ${source}, which nothing makes: correct the name.`),
  );
}

interface Scaling {
  readonly scaleTargetRef: { readonly name: string };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly { readonly resource: { readonly target: { readonly averageUtilization: number } } }[];
  readonly behavior: Readonly<Record<'scaleUp' | 'scaleDown', ScalingRule>>;
}

interface ScalingRule {
  readonly tolerance: string;
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly { readonly value: number; readonly periodSeconds: number }[];
}

/** Whether a Deployment is scaled otherwise than promised: up above 75 % for 5 minutes, down below 30 % for 15, a pod in 10. */
export function scaling(resources: readonly Resource[]): string[] {
  const scalers = ofKind<Scaling>(resources, 'HorizontalPodAutoscaler');
  return deployments(resources).flatMap(({ name }) => {
    const rule = scalers.find(({ spec }) => spec.scaleTargetRef.name === name)?.spec;
    if (!rule) return [`${name} is not scaled: add it to autoscalers.yaml.`];
    const target = rule.metrics[0]?.resource.target.averageUtilization ?? 0;
    const { scaleUp: up, scaleDown: down } = rule.behavior;
    const low = Math.round(target * (1 - Number(down.tolerance)));
    const windows = [up, down].map((one) => one.stabilizationWindowSeconds);
    const paces = [up, down].flatMap((one) => one.policies).map((one) => `${one.value}/${one.periodSeconds}`);
    const is = [target * (1 + Number(up.tolerance)), low, ...windows, ...paces].join();
    return is === '75,30,300,900,1/600,1/600' ? [] : [`${name} is scaled by ${is}, not as promised (D8).`];
  });
}

interface Budget {
  readonly minAvailable: number;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/** Whether the pods of a Deployment may all be evicted at once, or none of them ever. */
export function budgets(resources: readonly Resource[]): string[] {
  const all = ofKind<Budget>(resources, 'PodDisruptionBudget');
  const scalers = ofKind<Scaling>(resources, 'HorizontalPodAutoscaler');
  return deployments(resources).flatMap(({ name, labels }) => {
    const least = all.find(({ spec }) => selects(labels, spec.selector.matchLabels))?.spec.minAvailable;
    const replicas = scalers.find(({ spec }) => spec.scaleTargetRef.name === name)?.spec.minReplicas ?? 1;
    if (least === undefined) return [`${name} has no disruption budget: add one.`];
    return least >= 1 && least < replicas
      ? []
      : [`${name} keeps ${least} of ${replicas} pods: no node could be drained, or all of them at once.`];
  });
}

/** Whether a probe, a Service or a port leads to nothing. */
export function unreachable(resources: readonly Resource[]): string[] {
  const { port, metricsPort } = readSettings(settingsIn(resources));
  const paths = [...Object.keys(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')).paths), '/metrics'];
  const probes = deployments(resources).flatMap(({ name, containers }) =>
    containers.flatMap(({ ports = [], ...one }) => {
      const serves = ports.some((each) => each.name === 'http');
      const wanted = ['startupProbe', 'livenessProbe', ...(serves ? ['readinessProbe'] : [])] as const;
      return [
        ...ports
          .filter((each) => each.containerPort !== (each.name === 'http' ? port : metricsPort))
          .map((each) => `${name} has ${each.containerPort} as ${each.name}: take the port of settings.env.`),
        ...wanted
          .map((kind) => ({ kind, get: one[kind as 'startupProbe']?.httpGet }))
          .filter(({ get }) => !get || !paths.includes(get.path) || !ports.some((each) => each.name === get.port))
          .map(({ kind }) => `${name} has no ${kind} that leads anywhere: name a path and a port that there are.`),
      ];
    }),
  );
  type Service = { selector: Readonly<Record<string, string>>; ports: readonly { targetPort: string }[] };
  const services = ofKind<Service>(resources, 'Service').flatMap(({ metadata, spec }) => {
    const behind = workloads(resources).filter(({ labels }) => selects(labels, spec.selector));
    const named = behind.flatMap(({ containers }) => containers.flatMap(({ ports = [] }) => ports.map((p) => p.name)));
    return spec.ports
      .filter(({ targetPort }) => !named.includes(targetPort))
      .map(({ targetPort }) => `The Service ${metadata.name} leads to ${targetPort} of no pod: correct it.`);
  });
  return [...probes, ...services];
}

interface Network {
  readonly podSelector: object;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly { readonly from?: readonly unknown[] }[];
  readonly egress?: readonly { readonly to?: readonly Peer[] }[];
}

type Peer = { readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] } };

const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '127.0.0.0/8'];

/** Whether pods reach, or are reached by, what no policy names. */
export function openNetworks(resources: readonly Resource[]): string[] {
  const policies = ofKind<Network>(resources, 'NetworkPolicy');
  const denies = ({ podSelector, policyTypes, ingress, egress }: Network) =>
    Object.keys(podSelector).length === 0 && policyTypes.length === 2 && !ingress && !egress;
  return [
    ...(policies.some(({ spec }) => denies(spec)) ? [] : ['Nothing is denied by default: deny both ways to all pods.']),
    ...policies
      .filter(({ spec }) => spec.ingress?.some(({ from }) => !from) || spec.egress?.some(({ to }) => !to))
      .map(({ metadata }) => `${metadata.name} admits everybody: name them in from and to.`),
    ...policies
      .filter(({ spec }) =>
        spec.egress?.some(({ to = [] }) =>
          to.some(
            ({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0' && inside.some((net) => !ipBlock.except?.includes(net)),
          ),
        ),
      )
      .map(({ metadata }) => `${metadata.name} leads into private networks: except them.`),
  ];
}

/** How many connections to PostgreSQL all processes may open, with one more of each kind during a rollout. */
export function connections(resources: readonly Resource[], each: number): number {
  const pods = ofKind<Scaling>(resources, 'HorizontalPodAutoscaler').map(({ spec }) => spec.maxReplicas + 1);
  return each * pods.reduce((sum, count) => sum + count, 0);
}

const deployments = (resources: readonly Resource[]) =>
  workloads(resources).filter(({ kind }) => kind === 'Deployment');
