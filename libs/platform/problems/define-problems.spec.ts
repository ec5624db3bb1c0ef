import { defineProblems, problem } from './index.js';

const problems = defineProblems('tests', {
  tests_refused: problem(422, 'Refused', 'Refusé', { en: '{count} of {what}: {why}', fr: '{what}, {count} : {why}' }),
});

it('a text gets numbers, words and texts of its own language, and keeps the places that nothing was given for', () => {
  const { detail } = problems.tests_refused({ count: 3, what: { en: 'the files', fr: 'les fichiers' } });
  expect(detail).toEqual({ en: '3 of the files: {why}', fr: 'les fichiers, 3 : {why}' });
});
