import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/**
 * Compresses answers of 1 KiB and more that no one has encoded yet. Routes with a kept answer are
 * left out: their cache keeps the encoded bytes, and its hits must not pay for a hook. Bodies that
 * arrive compressed are refused, not inflated: the body limit counts bytes as they come.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.palier?.cache) route.compress = false;
  });
  server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
}
