import { globSync } from 'node:fs';
import { join } from 'node:path';
import { type CataloguedProblem, defineProblems, operatorProblem, problem, problemCatalogue } from '#platform/problems';

for (const file of globSync('{apps,libs}/**/*.errors.ts')) require(join(process.cwd(), file));

/** A setting of the server, a command of it, its key, or a place in it. */
const ofTheServer =
  /\b(PALIER|DATABASE|REDIS|STORAGE|MAIL|SENTRY|BACKUP|API|WORKER|TRENDS|ALERTMANAGER)_[A-Z_]+\b|\bpalier (backup|catalog|climb|database|doctor|erasures|keys|media|restore|degrade)\b|master\.key|Operators:|Exploitants :|\{(file|directory|place|address|target|server)\}/;

const told = ({ code, detail, options }: CataloguedProblem) =>
  options?.forOperators || !ofTheServer.test(`${detail.en} ${detail.fr}`) ? [] : [code];

it('no text that a client gets names a setting, a command or a place of the server', () => {
  const text = { en: 'Check STORAGE_URL.', fr: 'Réessayez.' };
  defineProblems('tests', {
    tests_told: problem(500, 'A', 'A', text),
    tests_kept: problem(500, 'A', 'A', { en: 'Try again.', fr: 'Réessayez.', operators: text }),
    tests_hidden: operatorProblem(500, 'A', 'A', text),
  });
  expect(problemCatalogue().length).toBeGreaterThan(100);
  expect(problemCatalogue().flatMap(told)).toEqual(['tests_told']);
});
