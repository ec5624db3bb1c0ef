import { faultsOf, type PromiseRow, promisesPage } from './promises-page.js';

const row: PromiseRow = { id: 'W1', product: 'wistant', words: '30,000 users', status: 'not yet' };
const measured: PromiseRow = { ...row, scenario: 'bench/run.mjs', value: '1.1 ×', on: '2 cores', status: 'met' };
const faults = (...rows: PromiseRow[]) => faultsOf(rows, (path) => path === 'bench/run.mjs');

describe('The page of promises', () => {
  it('passes rows that are not measured yet, met, would take more cores, or are planned', () => {
    const more: PromiseRow = { ...measured, id: 'W3', status: '4 cores, from 2 ms a request' };
    const planned: PromiseRow = { ...measured, id: 'W4', status: 'planned at 6 / 17 euros a month, by palier plan' };
    expect(faults(row, { ...measured, id: 'W2' }, more, planned)).toEqual([]);
  });

  it.each<[string, PromiseRow]>([
    ['a row without a scenario that says more than "not yet"', { ...row, status: 'not reproducible here' }],
    ['a scenario that does not exist', { ...measured, scenario: 'bench/gone.mjs' }],
    ['a promise that is met without a value', { ...measured, value: undefined }],
    ['a promise that is missed on nobody knows what', { ...measured, on: undefined, status: 'missed' }],
    ['a number of cores without a value', { ...measured, value: undefined, status: '4 cores, from 2 ms a request' }],
    ['cores that follow from nothing', { ...measured, status: '4 cores, from ' as PromiseRow['status'] }],
    ['a plan without a value', { ...measured, value: undefined, status: 'planned at 6 euros a month, by palier plan' }],
    ['a plan that follows from nothing', { ...measured, status: 'planned at 6 euros' as PromiseRow['status'] }],
    ['a status that nobody knows', { ...measured, status: 'nearly' as PromiseRow['status'] }],
  ])('refuses %s', (_what, wrong) => expect(faults(wrong)).toHaveLength(1));

  it('refuses a duplicate id', () => expect(faults(row, row)).toHaveLength(1));

  it('shows the text and the scenario of each promise', () => {
    expect(promisesPage([measured])).toContain('30,000 users | [bench/run.mjs](../bench/run.mjs) | 1.1 ×');
  });
});
