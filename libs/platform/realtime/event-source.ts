/** The source of the events of one client. */
export interface EventSource {
  /** The next event to send, as bytes; undefined where there is none for now, `end` where none will follow. */
  next(): Buffer | 'end' | undefined;
  /** What is sent when there was no event for a while, so that nobody takes the connection for lost. */
  beat(): Buffer;
  /** Called once, when the client has disconnected or the stream has ended. */
  closed(): void;
}
