// The API server accepts all of k8s/, and the controllers make its pods. Real: these and Pod Security. Faked: no node, so no
// container runs; kinds of operators are left out, since no operator is here.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { eventually } from './control-plane.mjs';

const operators = /^apiVersion: (monitoring\.coreos\.com|postgresql\.cnpg\.io)\//m;
const scale = 'k8s/overlays/scale';

/** Fields, a misspelling of each, and where it stands. */
const misspelled = [
  ['readOnlyRootFilesystem', 'readOnlyRootFileSystem', 'spec.template.spec.containers[0].securityContext'],
  ['averageUtilization', 'averageUtilisation', 'spec.metrics[0].resource.target'],
  ['preStop', 'prestop', 'spec.template.spec.containers[0].lifecycle'],
];

/** The verdict of Pod Security on a pod that is like those of the API but for one field of its container. */
const insecure = {
  'runAsNonRoot != true': { runAsNonRoot: false },
  'unrestricted capabilities': { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } },
  'allowPrivilegeEscalation != false': { allowPrivilegeEscalation: true },
};

export async function prove(plane, check) {
  await plane.apply(manifest('k8s/namespace'));
  const folders = globSync('k8s/{overlays/*,examples/*,maintenance}/kustomization.yaml').map(dirname).sort();
  for (const folder of folders) {
    await check(`accepts ${folder}`, async () => {
      const printed = await plane.apply(manifest(folder), '--dry-run=server');
      assert.doesNotMatch(printed, /Warning/);
      return `${printed.trim().split('\n').length} resources`;
    });
  }
  for (const [right, wrong, path] of misspelled) {
    await check(`refuses ${wrong} by its path`, async () => {
      const { err } = await apply(manifest(scale).replaceAll(right, wrong));
      assert.ok(err.includes(`unknown field "${path}.${wrong}"`), err);
    });
  }
  await check('makes the pods that the autoscalers and Jobs ask for', async () => {
    for (const folder of [scale, 'k8s/maintenance']) await plane.apply(manifest(folder));
    const wanted = { api: 4, worker: 2, migrate: 1, maintenance: 1 };
    for (const [component, count] of Object.entries(wanted)) {
      await eventually(`${count} pods of ${component}`, async () => (await podsOf(component)) === count);
    }
  });
  await check('makes the pod of a backup', async () => {
    await plane.kubectlDoes('create', 'job', 'backup-now', '--from=cronjob/backup');
    await eventually('a pod that backs up', async () => (await podsOf('backup')) === 1);
  });
  const { spec } = (await plane.api('GET', '/apis/apps/v1/namespaces/palier/deployments/api')).spec.template;
  await check('admits a pod of the API', () => plane.apply(pod(spec, {}), '--dry-run=server').then(() => ''));
  for (const [words, change] of Object.entries(insecure)) {
    await check(`refuses a pod with ${JSON.stringify(change)}`, async () => {
      const { err } = await apply(pod(spec, change), '--dry-run=server');
      assert.match(err, /violates PodSecurity "restricted:latest"/);
      assert.ok(err.includes(words), err);
    });
  }
  await check('keeps the number of pods when it is applied again', async () => {
    await plane.apply(manifest(scale));
    assert.equal(await plane.kubectlDoes('get', 'deployment/api', '--output=jsonpath={.spec.replicas}'), '4');
  });
  await check('takes other settings, though it may not change the Job', async () => {
    await plane.apply(manifest(scale).replaceAll(/\bsettings-\w+/g, 'settings-other'));
  });
  await check('refuses another version of the Job, until an upgrade deletes it', async () => {
    const next = manifest(scale).replaceAll(/(?<name>\/palier:)[\d.]+/g, '$<name>99.0.0');
    assert.match((await apply(next)).err, /field is immutable/);
    await plane.kubectlDoes('delete', 'job/migrate');
    await plane.apply(next);
  });

  /** As that of the plane, for what is refused. */
  async function apply(yaml, ...options) {
    const answer = await plane.kubectl('apply', '--validate=strict', ...options, '--filename=-', { input: yaml });
    assert.notEqual(answer.code, 0, 'it was accepted');
    return answer;
  }

  async function podsOf(component) {
    const printed = await plane.kubectl('get', 'pods', `-lapp.kubernetes.io/component=${component}`, '--output=name');
    return printed.out.split('\n').filter(Boolean).length;
  }
}

/** The resources of a folder of k8s/, without those of operators. */
export function manifest(folder) {
  const all = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' }).split('\n---\n');
  return all.filter((each) => !operators.test(each)).join('\n---\n');
}

function pod({ containers: [container], ...spec }, change) {
  const securityContext = { ...container.securityContext, ...change };
  const metadata = { name: 'alike', namespace: 'palier' };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { ...spec, containers: [{ ...container, securityContext }] },
  });
}
