import type { InjectOptions } from 'fastify';

/** The operation, the request, and the statements that it sends, in order. */
export type Row = [operation: string, request: InjectOptions, statements: string[]];

export const get = (url: string): InjectOptions => ({ method: 'GET', url });
export const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload });

const members = new WeakSet<InjectOptions>();
/** A request of the shop's admin, where the others are an operator's. */
export const asAdmin = (request: InjectOptions): InjectOptions => {
  members.add(request);
  return request;
};
export const isAdmins = (request: InjectOptions): boolean => members.has(request);

/** What nobody has. */
export const nobody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
/** A member of the shop. */
export const somebody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2';
/** The apps of the shop. */
export const apps = '/v1/stores/shop/apps';
/** What a change leaves behind that is told. */
export const traces = ['audit.lines.insert', 'outbox.insert'];
