/**
 * `node test/kubernetes/validate.mjs [program]`: every resource of k8s/ has the fields that Kubernetes knows, by the schemas of
 * kubernetes-validate (PyPI). It skips kinds of operators, whose schemas it does not have, and names them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [program = 'kubernetes-validate'] = process.argv.slice(2);
/** The autoscalers need the first; clusters with the others exist. */
const versions = ['1.35.0', '1.37.0'];
const folders = [
  'overlays/growth',
  'overlays/scale',
  'maintenance',
  'examples/cloudnative-pg',
  'examples/ingress',
  'examples/canary',
];

let faults = 0;
for (const folder of folders) {
  const path = fileURLToPath(new URL(`../../k8s/${folder}`, import.meta.url));
  const yaml = execFileSync('kubectl', ['kustomize', path], { encoding: 'utf8' });
  for (const version of versions) expect(`k8s/${folder} in Kubernetes ${version}`, validate(yaml, version), 0);
  if (folder !== 'overlays/growth') continue;
  // A validator that accepts everything would prove nothing.
  const misspelled = yaml.replace('readOnlyRootFilesystem', 'readOnlyRootFileSystem');
  expect('a misspelled field is refused', validate(misspelled, versions[0]), 1);
}
process.exit(faults > 0 ? 1 : 0);

function validate(yaml, version) {
  const { status, stdout, stderr, error } = spawnSync(
    program,
    ['--strict', '--quiet', '--kubernetes-version', version, '-'],
    { input: yaml, encoding: 'utf8' },
  );
  if (error) throw error;
  return { status, said: `${stdout}${stderr}`.trim() };
}

function expect(what, { status, said }, wanted) {
  const right = status === wanted;
  if (!right) faults += 1;
  console.log(`${right ? '✓' : '✗'} ${what}${said ? `\n  ${said.replaceAll('\n', '\n  ')}` : ''}`);
}
