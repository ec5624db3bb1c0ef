import { committedOperations } from '../../../../test/support/openapi.js';
import { streams } from './week-figures.js';

it('leaves out the durations of all event streams, and of no other route', () => {
  const templates = (placed: typeof committedOperations) =>
    placed.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')).sort();
  const answersEvents = ({ operation }: (typeof committedOperations)[number]) =>
    Object.values(operation.responses ?? {}).some((answer) => JSON.stringify(answer).includes('text/event-stream'));
  const left = templates(committedOperations).filter((path) => streams.test(path));
  expect(left).toEqual(templates(committedOperations.filter(answersEvents)));
  expect(left.length).toBeGreaterThan(2);
});
