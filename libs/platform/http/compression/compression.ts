import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/**
 * Compresses answers of 1 KiB and more that are not encoded yet. Cached routes are left out: their
 * cache stores the encoded bytes, and a hit must not run this hook. Compressed request bodies are
 * refused, not inflated: the body limit counts bytes as they arrive.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.palier?.cache) route.compress = false;
  });
  server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
}
