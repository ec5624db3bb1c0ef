// Preloaded into the API of the drill: a new version, which says in each answer that it is one, with the fault that FAULT names.
import 'reflect-metadata';
import { ServerResponse } from 'node:http';
import { registerHooks } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { FAULT } = process.env;
const { writeHead, end } = ServerResponse.prototype;
let answered = 0;

/** By fault: the status of an answer in place of its own. */
const statuses = {
  errors: (status) => (answered % 50 === 0 ? 500 : status),
  refusals: (status, { method, url }) => (method === 'POST' && url.endsWith('/login') ? 401 : status),
};

ServerResponse.prototype.writeHead = function (status, ...more) {
  answered += 1;
  this.setHeader('x-new-version', '1');
  const isProbe = /^\/(health|openapi|\.well-known)/.test(this.req.url);
  return writeHead.call(this, isProbe ? status : (statuses[FAULT]?.(status, this.req) ?? status), ...more);
};

ServerResponse.prototype.end = function (...last) {
  // At its start the API tries on a socket without a connection whether it may write answers past writeHead: it may not.
  if (this.req.socket.remoteAddress === undefined) throw new Error('Not here.');
  return end.apply(this, last);
};

if (FAULT === 'slow') {
  // The API from its modules, not from the bundle, in which nothing can be replaced.
  const resolve = (name, context, next) => next(name.replace(/(dist\/apps\/api\/)main\.js$/, '$1run-api.js'), context);
  registerHooks({ resolve });
  const { Pipeline } = await import('../../../dist/libs/platform/http/pipeline.js');
  const { pass } = Pipeline.prototype;
  Pipeline.prototype.pass = async function (context) {
    await pause(300);
    return pass.call(this, context);
  };
}
