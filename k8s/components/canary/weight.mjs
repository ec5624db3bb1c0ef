// `node weight.mjs` prints the percentage on the new version, `node weight.mjs 25` sets it and waits until all pods of nginx have it.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const folder = process.env.ACCOUNT_DIR ?? '/var/run/secrets/kubernetes.io/serviceaccount';
const api = process.env.KUBERNETES_API ?? 'https://kubernetes.default.svc';
const namespace = readFileSync(`${folder}/namespace`, 'utf8');
const url = `${api}/apis/apps/v1/namespaces/${namespace}/deployments/front`;
const [percent] = process.argv.slice(2);

async function ask(method = 'GET', body = undefined) {
  const headers = {
    authorization: `Bearer ${readFileSync(`${folder}/token`, 'utf8')}`,
    ...(body && { 'content-type': 'application/strategic-merge-patch+json' }),
  };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

if (percent === undefined) {
  const { spec } = await ask();
  const [{ env }] = spec.template.spec.initContainers;
  console.log(env.find(({ name }) => name === 'WEIGHT').value);
} else {
  const initContainers = [{ name: 'print', env: [{ name: 'WEIGHT', value: percent }] }];
  await ask('PATCH', { spec: { template: { spec: { initContainers } } } });
  while (!isComplete(await ask())) await pause(1000);
}

/** As "kubectl rollout status" says it; `palier canary` ends this where it takes too long. */
function isComplete({ metadata, spec, status }) {
  const { observedGeneration, replicas, updatedReplicas, availableReplicas } = status;
  const all = [replicas, updatedReplicas, availableReplicas].every((count) => count === spec.replicas);
  return observedGeneration >= metadata.generation && all;
}
