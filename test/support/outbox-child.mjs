/**
 * A process that the test of the outbox kills, or that kills itself at a critical moment; it runs the
 * compiled product: `outbox-child.mjs <database URL> publish|stop-midway|die-before-mark|work`.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '../../dist/libs/platform/audit/index.js';
import { readSettings, SettingsModule } from '../../dist/libs/platform/config/index.js';
import { Database, DatabaseModule, statement } from '../../dist/libs/platform/database/index.js';
import { Events, EventsDeliveryModule, EventsModule, Subscribes } from '../../dist/libs/platform/events/index.js';
import { OutboxModule, OutboxRelay } from '../../dist/libs/platform/outbox/index.js';
import { TelemetryModule } from '../../dist/libs/platform/telemetry/index.js';

const [url, mode] = process.argv.slice(2);
const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const die = () => process.kill(process.pid, 'SIGKILL');

const insertEffect = statement('test.insert-effect')`
  insert into effects (event_id, subject, n) values ($1, $2, $3)`;

let handled = 0;

class Ledger {
  async handle({ id, subject, data }, tx) {
    // So that some are still to be done when the process is killed, however fast it is.
    if (mode === 'stop-midway' && handled >= 40) await new Promise(() => {});
    handled += 1;
    await tx.run(insertEffect, id, subject, data.n);
    process.send({ handled: id });
  }
}
Subscribes('test.thing.counted', 1, 'test.ledger')(Ledger);

if (mode === 'die-before-mark') {
  // The first batch is handled and committed, but not marked as forwarded.
  const { register } = OutboxRelay.prototype;
  OutboxRelay.prototype.register = function (forwarder) {
    register.call(this, { kind: forwarder.kind, forward: (rows) => forwarder.forward(rows).then(die) });
  };
}

class Parts {}
const settings = readSettings({ DATABASE_URL: url, LOG_LEVEL: 'warn', DATABASE_POOL_SIZE: '5' });
const platform = [
  SettingsModule.with(settings),
  TelemetryModule,
  DatabaseModule,
  OutboxModule,
  AuditModule,
  EventsModule,
];
const working = mode === 'publish' ? {} : { providers: [Ledger] };
const imports = mode === 'publish' ? platform : [...platform, EventsDeliveryModule];
const app = await NestFactory.createApplicationContext({ module: Parts, imports, ...working }, { logger: ['error'] });
process.on('disconnect', () => process.exit());

if (mode === 'publish') {
  const { resolve, promise: committed } = Promise.withResolvers();
  await app.get(Database).transaction({ tenantId }, async (tx) => {
    // Directly after the commit, before a relay could be woken.
    tx.afterCommit(() => {
      die();
      return committed;
    });
    for (let n = 0; n < 100; n += 1) {
      await app.get(Events).publish(tx, `subject ${n % 10}`, { type: 'test.thing.counted', version: 1, data: { n } });
    }
  });
  resolve();
}
process.send({ ready: true });
