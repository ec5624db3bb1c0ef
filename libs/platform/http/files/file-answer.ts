import type { Readable } from 'node:stream';
import type { Validators } from './preconditions.js';
import type { ByteRange } from './range.js';

/** Where the bytes of a file come from. */
export type FileSource =
  /** This process, which opens the file, or a part of it, where its bytes are wanted: not for HEAD or a 304. */
  | { open(range?: ByteRange): Promise<Readable> }
  /**
   * nginx, which sends the file of an internal location, as in `/_palier_storage/ab/cd`, and answers ranges by itself;
   * docker/nginx/nginx.conf has the location, which takes the headers from this answer. A GET with If-Match or
   * If-Unmodified-Since, which nginx compares with what it knows of the file on disk, is refused by it with 412.
   */
  | { accel: string }
  /**
   * Another server, as by a presigned URL. The answer is a 302 without preconditions, since the validators of that server
   * are its own, and not stored: the URL expires and is as good as a credential. HEAD is answered here, without validators,
   * since such a URL is good for GET alone.
   */
  | { redirect: string };

/** The answer of a handler with `@AnswersFile`. */
export interface FileAnswer extends Validators {
  /** In bytes. */
  readonly size: number;
  /** One of the types that `@AnswersFile` names. */
  readonly contentType: string;
  /** The name to save it under; without one a browser shows it. */
  readonly fileName?: string;
  /** By default `private, no-cache` on routes of members, and nothing on public ones. */
  readonly cacheControl?: string;
  /** The SHA-256 of the whole file. */
  readonly digest?: Buffer;
  readonly source: FileSource;
  /**
   * Called where a GET gets the file, or the part of it that begins with its first byte; as far as this process can tell, where
   * another server sends it.
   */
  readonly onBeginning?: () => void;
}
