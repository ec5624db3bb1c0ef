import { defineProblems, operatorProblem, problem } from './index.js';

const problems = defineProblems('tests', {
  tests_away: problem(503, 'Away', 'Absent', {
    en: 'It is away.',
    fr: 'Il est absent.',
    operators: { en: 'Look at {place}.', fr: 'Voyez {place}.' },
  }),
  tests_start: operatorProblem(500, 'No start', 'Pas de démarrage', { en: 'See {place}.', fr: 'Voyez {place}.' }),
  tests_refused: problem(422, 'Refused', 'Refusé', { en: '{count} of {what}: {why}', fr: '{what}, {count} : {why}' }),
});

it('a text gets numbers, words and texts of its own language, and keeps the places that nothing was given for', () => {
  const { detail } = problems.tests_refused({ count: 3, what: { en: 'the files', fr: 'les fichiers' } });
  expect(detail).toEqual({ en: '3 of the files: {why}', fr: 'les fichiers, 3 : {why}' });
});

it('what is for operators alone is in the message, which clients do not get, and not in the detail', () => {
  const { message, detail, options } = problems.tests_away({ place: '/srv' });
  expect([message, detail.en, options.operators?.fr]).toEqual([
    'It is away. Look at /srv.',
    'It is away.',
    'Voyez /srv.',
  ]);
  expect(problems.tests_start({ place: '/srv' }, { headers: { a: 'b' } })).toMatchObject({
    message: 'See /srv.',
    options: { forOperators: true, headers: { a: 'b' } },
  });
});
