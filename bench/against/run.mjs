import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, medianInterval } from '../statistics.mjs';
import { printTable } from '../table.mjs';
import { buildCommit } from './build-commit.mjs';
import { feeds } from './feeds.mjs';
import { memory } from './memory.mjs';
import { cachedList, uncachedList, verifiedRequest } from './requests.mjs';

/** Of fewer rounds all may be on one side by chance. */
const FEWEST = 6;

/**
 * Builds a commit beside this tree, has both do the same by turns, and prints what this tree costs for each unit that the
 * commit costs, with the interval in which the median of the ratios lies in 19 of 20 cases: where 1 is outside, they differ.
 *
 * @param {string} root of this tree, which is built
 * @param {string} revision of Git
 * @param {number} rounds of each comparison; feeds have a quarter
 * @throws where Git does not know the revision, or it cannot be built
 */
export async function runAgainst(root, revision, rounds) {
  const args = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
  const commit = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const directory = mkdtempSync(join(tmpdir(), 'palier-against-'));
  chmodSync(directory, 0o755);
  try {
    console.log(`${commit.slice(0, 7)} is built …`);
    const former = join(directory, 'tree');
    buildCommit(root, commit, former);
    const tree = (path, name) => ({ root: path, dataDir: join(directory, name) });
    const trees = { ours: tree(root, 'ours'), theirs: tree(former, 'theirs') };
    const failed = [];
    const rows = [];
    // The first starts fill the demo stores, which the other comparisons use.
    for (const [name, compare] of Object.entries({ memory, cachedList, uncachedList, verifiedRequest, feeds })) {
      console.log(`${name} …`);
      try {
        rows.push(...(await compare(trees, rounds)).map(rowOf));
      } catch (error) {
        console.error(error);
        failed.push(name);
      }
    }
    printTable(rows);
    console.log('\nCosts of this tree, in those of that commit: above 1 it is dearer.');
    if (failed.length > 0) console.log(`Failed, see above: ${failed.join(', ')}.`);
    return failed.length;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param samples of both trees: costs, by round */
function rowOf({ name, unit, ours, theirs }) {
  const ratios = ours.map((cost, round) => cost / theirs[round]);
  const { min, max } = medianInterval(ratios);
  const figure = (values) => median(values).toLocaleString('en', { maximumSignificantDigits: 3 });
  const differs = min > 1 ? 'dearer' : max < 1 ? 'cheaper' : 'no difference was seen';
  const verdict = ratios.length < FEWEST ? 'too few rounds to tell' : differs;
  const detail = `${figure(ours)} ${unit} against ${figure(theirs)}: ${verdict}`;
  return { name, ratio: median(ratios), min, max, detail };
}
