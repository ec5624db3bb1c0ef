/**
 * `node test/kubernetes/run.mjs PROGRAM [part]`: the API server and the controllers of Kubernetes take k8s/. PROGRAM is the
 * built test/kubernetes/control-plane. Each part has a control plane of its own, and says at its beginning what is faked.
 */
import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { ControlPlane } from './control-plane.mjs';

const parts = ['admission', 'autoscaling', 'rollouts'];
const [program, ...chosen] = process.argv.slice(2);
assert.ok(program, 'Name the program: go build in test/kubernetes/control-plane makes it.');
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

for (const part of chosen.length > 0 ? chosen : parts) {
  const { prove } = await import(`./${part}.mjs`);
  const plane = new ControlPlane(program);
  const interrupted = () => {
    plane.kill();
    // In which the embedded PostgreSQL stops by itself.
    setTimeout(() => process.exit(1), 5000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  try {
    await plane.start();
    await prove(plane, check);
  } finally {
    await plane.stop();
  }
}

async function check(what, passes) {
  const began = performance.now();
  try {
    const seen = await passes();
    console.log(`✓ ${what}${seen ? `: ${seen}` : ''} (${Math.round((performance.now() - began) / 1000)} s)`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`✗ ${what}: ${error.message}`);
  }
}
