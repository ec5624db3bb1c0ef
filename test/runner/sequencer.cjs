const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

const root = resolve(__dirname, '../..');

/**
 * Spec files that take long though they are short, the longest first. Where nothing is known of earlier runs, as in CI, Jest begins
 * with the largest files, and would wait for these alone at the end.
 */
const longest = [
  'test/e2e/replay-kills.deep.spec.ts',
  'test/e2e/climb.deep.spec.ts',
  'test/e2e/backup.deep.spec.ts',
  'test/stack/stack.deep.spec.ts',
  'test/stack/processes.deep.spec.ts',
  'test/e2e/erasures.deep.spec.ts',
  'test/e2e/archives.property.deep.spec.ts',
  'test/e2e/drain.deep.spec.ts',
  'test/e2e/start.deep.spec.ts',
  'test/e2e/page-script.deep.spec.ts',
  'libs/platform/backup/backup.deep.spec.ts',
  'libs/platform/error-reports/crashes.deep.spec.ts',
  'libs/auth/revocations/redis-revocations.deep.spec.ts',
  'test/e2e/query-counts.deep.spec.ts',
  'test/e2e/isolation.int.spec.ts',
  'libs/platform/jobs/running/died-workers.int.spec.ts',
  'test/e2e/persons-isolation.deep.spec.ts',
  'test/observability/alert-messages.deep.spec.ts',
  'test/e2e/bad-input.property.deep.spec.ts',
];
for (const file of longest) if (!existsSync(join(root, file))) throw new Error(`There is no ${file}.`);

class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = longest.indexOf(path.slice(root.length + 1));
      return at === -1 ? longest.length : at;
    };
    return super.sort(tests).toSorted((one, other) => place(one) - place(other));
  }
}

module.exports = LongestFirst;
