import { connectionsFor, openFiles, refusalsFor } from './open-files.js';

const report = process.report as typeof process.report & { excludeNetwork: boolean };

it.each([100, 256, 1024, 4096, 65_536])('leaves files for servers, of %i', (files) => {
  expect(files - connectionsFor(files) - refusalsFor(files)).toBeGreaterThanOrEqual(files * 0.05);
});

it('refuses 200 at a time with an answer where files suffice', () => {
  expect([refusalsFor(1024), refusalsFor(4096), refusalsFor(Number.POSITIVE_INFINITY)]).toEqual([51, 200, 200]);
});

it('asks no DNS for the names of peers, and leaves the reports of Node as they were', () => {
  const { excludeNetwork } = report;
  const excluded: boolean[] = [];
  jest.spyOn(report, 'getReport').mockImplementation(() => {
    excluded.push(report.excludeNetwork);
    return { userLimits: { open_files: { soft: 1024 } } };
  });
  expect(openFiles()).toBe(1024);
  expect(excluded).toEqual([true]);
  expect(report.excludeNetwork).toBe(excludeNetwork);
});

it('knows that open files may be unlimited', () => {
  jest.spyOn(report, 'getReport').mockReturnValue({ userLimits: { open_files: { soft: 'unlimited' } } });
  expect(openFiles()).toBe(Number.POSITIVE_INFINITY);
});
