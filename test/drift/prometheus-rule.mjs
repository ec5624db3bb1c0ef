import { readFileSync } from 'node:fs';

export const file = 'k8s/components/monitoring/prometheus-rule.yaml';

const head = `# Made from docker/observability/prometheus/alerts.yml by "npm run docs".
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: palier
spec:
`;

/** The alert rules for the Prometheus Operator: kubectl reads no file outside of the folder of a kustomization. */
export function render() {
  const rules = readFileSync('docker/observability/prometheus/alerts.yml', 'utf8');
  const groups = rules.slice(rules.search(/^groups:$/m));
  return `${head}${groups.replaceAll(/^(?=.)/gm, '  ')}`;
}
