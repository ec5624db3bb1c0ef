// Loaded before the product: a request that asks for it kills the process when its answer is ready and before a byte of
// it is sent.
import { ServerResponse } from 'node:http';

const { writeHead } = ServerResponse.prototype;

ServerResponse.prototype.writeHead = function (...args) {
  if (this.req.headers['x-test-die']) process.kill(process.pid, 'SIGKILL');
  return writeHead.apply(this, args);
};
