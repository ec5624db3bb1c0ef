import type { Worker } from 'node:cluster';
import { subscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { acceptWaiting } from '../drain-connections.js';

/** Of the messages between node:cluster and a process, which Node does not document. */
interface ClusterMessage {
  cmd?: string;
  act?: string;
  seq?: number;
  ack?: number;
}

/** What node:cluster listens with; it calls `onconnection` for each connection that it accepts. */
interface Listener {
  onconnection?: (...args: unknown[]) => void;
  close(): void;
}

type Listening = Server & { _handle?: Listener };

/**
 * The connections that node:cluster accepts and hands to the processes in turn, each until the process has said that it has it.
 * It takes back one that a process refuses, since that no longer listens, and hands it to the next. One that was on its way
 * to a process that dies it forgets, so the client would wait for ever: here the dead process refuses it. The rest that
 * node:cluster lacks is to stop accepting before the last process stops listening, which would reset what waits then.
 */
export class HandedConnections {
  private readonly listeners = new Set<Listener>();
  private readonly acknowledged = new EventEmitter();
  /** Numbers of messages, which all processes share. */
  private readonly underWay = new Set<number>();
  private readonly listening = new Set<Worker>();

  constructor() {
    subscribe('tracing:net.server.listen:asyncEnd', (message) => {
      const { server } = message as { server: Listening };
      // That of the metrics is no business of node:cluster.
      if (server._handle && !(server instanceof HttpServer)) this.listeners.add(server._handle);
    });
  }

  /** Called at once for each process that is forked. */
  follow(worker: Worker): void {
    const { process } = worker;
    // The system could not start it, and nothing is handed to it.
    if (!process.send) return;
    const own = new Set<number>();
    const acknowledge = (seq: number) => {
      own.delete(seq);
      if (this.underWay.delete(seq) && this.underWay.size === 0) this.acknowledged.emit('all');
    };
    const send = process.send.bind(process) as (...args: unknown[]) => boolean;
    process.send = (message: ClusterMessage, ...rest: unknown[]) => {
      if (message.act === 'newconn' && message.seq !== undefined) {
        own.add(message.seq);
        this.underWay.add(message.seq);
      }
      return send(message, ...rest);
    };
    // After the listener of node:cluster, which hands the next one over.
    process.on('internalMessage', ({ act, ack }: ClusterMessage) => {
      if (act === 'listening') this.listening.add(worker);
      if (act === 'close') this.listening.delete(worker);
      if (ack !== undefined) acknowledge(ack);
    });
    // It has ended, and all that it said has been read.
    process.once('close', () => {
      this.listening.delete(worker);
      worker.disconnect();
      // Where nobody else listens, node:cluster would keep what is refused for ever; what is accepted it closes.
      const accepted = this.listening.size === 0;
      for (const ack of own)
        process.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack, accepted } as never, null as never);
    });
  }

  /** Accepts no more connections, and resolves when the processes have all of them, or after `most` milliseconds. */
  async close(most: number): Promise<void> {
    let accepted = 0;
    for (const listener of this.listeners) {
      const { onconnection } = listener;
      listener.onconnection = (...args) => {
        accepted += 1;
        onconnection?.apply(listener, args);
      };
    }
    await acceptWaiting(() => accepted);
    for (const listener of this.listeners) listener.close();
    if (this.underWay.size > 0)
      await Promise.race([once(this.acknowledged, 'all'), pause(most, undefined, { ref: false })]);
  }
}
