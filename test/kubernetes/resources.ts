import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { root } from '../architecture/repository.js';
import { findProgram } from '../stack/server-process.js';

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string }[];
  readonly envFrom?: readonly { readonly configMapRef?: { name: string }; readonly secretRef?: { name: string } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>> | undefined>>;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  };
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

export interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
}

/** A resource of Kubernetes; `spec` as its kind has it. */
export interface Resource<Spec = unknown> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: Spec;
  readonly data?: Readonly<Record<string, string>>;
}

/** The pods that a resource starts. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: PodSpec;
  readonly containers: readonly Container[];
}

/** The YAML that "kubectl apply -k" would send. */
export function rendered(folder: string): string {
  const kubectl = findProgram('kubectl') ?? 'kubectl';
  return execFileSync(kubectl, ['kustomize', join(root, 'k8s', folder)], { encoding: 'utf8' });
}

export function resourcesIn(yaml: string): Resource[] {
  return loadAll(yaml) as Resource[];
}

/** The resources of one kind. */
export function ofKind<Spec>(resources: readonly Resource[], kind: string): Resource<Spec>[] {
  return resources.filter((each): each is Resource<Spec> => each.kind === kind);
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export function workloads(resources: readonly Resource[]): Workload[] {
  return resources.flatMap((resource) => {
    const { kind, metadata, spec } = resource as Resource<{ template?: Template; jobTemplate?: { spec: never } }>;
    const { template } = (spec?.jobTemplate?.spec ?? spec ?? {}) as { template?: Template };
    if (!template) return [];
    const { metadata: labelled, spec: pod } = template;
    const containers = [...(pod.initContainers ?? []), ...pod.containers];
    return [{ kind, name: metadata.name, labels: labelled.labels, pod, containers }];
  });
}

/** The data of the ConfigMap of settings, whose name ends with a hash. */
export function settingsIn(resources: readonly Resource[]): Readonly<Record<string, string>> {
  return ofKind(resources, 'ConfigMap').find(({ metadata }) => metadata.name.startsWith('settings-'))?.data ?? {};
}

export function selects(labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}
