// Real: the whole API, PostgreSQL, its sockets. Faked: the routes with streamed bodies and files, which no context needs to have.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Logger, Module } from '@nestjs/common';
import { RequestTelemetry } from '#platform/telemetry';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { operationsOf } from '../drift/openapi/operations.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { FilesController, transfers, UploadsController } from '../support/transfers.js';
import { until } from '../support/until.js';
import { badCalls } from './bad-input/bad-calls.js';
import { faultOf } from './bad-input/fault.js';

@Module({ controllers: [FilesController, UploadsController] })
class TransfersModule {}

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [TransfersModule]);
});
afterAll(() => api.close());

it('whose client disconnects is logged as aborted, and not as an error', async () => {
  const [finished, error] = [
    jest.spyOn(api.app.get(RequestTelemetry), 'finish'),
    jest.spyOn(Logger.prototype, 'error'),
  ];
  const failed = once(transfers, 'failed');
  const piece = once(transfers, 'piece');
  const socket = connect(Number(new URL(await api.listen()).port), '127.0.0.1');
  const type = 'Content-Type: application/zip';
  socket.write(`PUT /transfers/1 HTTP/1.1\r\nHost: a\r\n${type}\r\nContent-Length: 9\r\n\r\nabc`);
  await piece;
  socket.destroy();
  expect(await failed).toMatchObject([{ code: 'incomplete_body' }]);
  await until(() => finished.mock.calls.length > 0);
  // The handler's own error comes after the next turn of the event loop.
  await new Promise(setImmediate);
  expect(finished.mock.calls.map(([, request]) => request)).toMatchObject([{ status: 499, aborted: true }]);
  expect(error).not.toHaveBeenCalled();
  jest.restoreAllMocks();
});

it('and files are refused for bad input with the problems that the document names', async () => {
  const operations = operationsOf(openApiDocument(api.app)).filter(({ path }) => /^\/(transfers|files)\//.test(path));
  expect(operations.length).toBe(4);
  const faults: string[] = [];
  for (const placed of operations) {
    // The routes do not say that they answer not_found.
    placed.operation['x-problems']?.push('not_found');
    for (const { name, call, refusal } of badCalls(placed)) {
      const fault = faultOf(placed, await api.inject(call), refusal);
      if (fault) faults.push(`${placed.path} ${name}: ${fault}`);
    }
  }
  expect(faults).toEqual([]);
});
