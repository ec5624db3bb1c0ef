export { partOf } from './exchange.js';
export { HostNetwork, SystemNetwork } from './host-network.js';
export { mayLeadOutside } from './literal-destination.js';
export { outboundProblems } from './outbound.errors.js';
export { Outbound, type OwnPages } from './outbound.js';
export { OutboundModule } from './outbound.module.js';
export type { OutboundAnswer, OutboundRedirect, OutboundRequest } from './outbound-request.js';
export { retryAfterSeconds } from './outbound-request.js';
