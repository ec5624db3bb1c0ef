// Real: kubectl's kustomize, promtool, the alert rules. Faked: there is no cluster and no operator of Prometheus.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from '../architecture/repository.js';
import { needs } from '../stack/servers.js';
import { ofKind, type Resource, rendered, resourcesIn, selects, workloads } from './resources.js';

needs('kubectl', 'promtool')('Monitoring on Kubernetes', () => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(rendered('overlays/scale'));
  });

  it('asks each process, under the name that the alerts know', () => {
    type Monitor = {
      jobLabel: string;
      selector: { matchLabels: Record<string, string> };
      endpoints: { port: string }[];
    };
    type Service = { selector: Record<string, string>; ports: { name: string }[] };
    const [monitor] = ofKind<Monitor>(resources, 'ServiceMonitor');
    const services = ofKind<Service>(resources, 'Service').filter(({ metadata }) =>
      selects(metadata.labels ?? {}, monitor?.spec.selector.matchLabels ?? {}),
    );
    expect(services.map(({ metadata }) => metadata.labels?.[monitor?.spec.jobLabel ?? ''])).toEqual(['palier']);
    expect(services[0]?.spec.ports.map(({ name }) => name)).toEqual(monitor?.spec.endpoints.map(({ port }) => port));
    const asked = workloads(resources).filter(({ labels }) => selects(labels, services[0]?.spec.selector ?? {}));
    expect(asked.map(({ name }) => name).sort()).toEqual(['api', 'worker']);
  });

  it('has every alert rule, and one for the CronJob that makes backups', () => {
    type Rules = { groups: { name: string; rules: object[] }[] };
    const rules = ofKind<Rules>(resources, 'PrometheusRule');
    const shipped = load(readFileSync(join(root, 'docker/observability/prometheus/alerts.yml'), 'utf8')) as Rules;
    expect(rules.find(({ metadata }) => metadata.name === 'palier')?.spec).toEqual(shipped);
    expect(rules).toHaveLength(2);
    const folder = mkdtempSync(join(tmpdir(), 'palier-rules-'));
    try {
      for (const { metadata, spec } of rules) {
        const file = join(folder, `${metadata.name}.yml`);
        writeFileSync(file, JSON.stringify(spec));
        expect(execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
