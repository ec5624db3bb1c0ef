export { BoundedThreads, ThreadFailed } from './bounded-threads.js';
export { inThread } from './in-thread.js';
