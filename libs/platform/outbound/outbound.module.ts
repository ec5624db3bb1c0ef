import { Global, Module } from '@nestjs/common';
import { HostNetwork, SystemNetwork } from './host-network.js';
import { Outbound } from './outbound.js';

/** Requests to other hosts, for the whole application. */
@Global()
@Module({
  providers: [Outbound, { provide: HostNetwork, useClass: SystemNetwork }],
  exports: [Outbound, HostNetwork],
})
export class OutboundModule {}
